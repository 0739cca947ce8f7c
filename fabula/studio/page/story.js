// A story and its versions: every change is a patch that can be taken back, and none is forgotten.

const MERGE_MS = 1500;
const MOST_PATCHES = 2000;
const MOST_DRAFTS = 200;
const MOST_NAME = 200;

export const DEFAULTS = {
  model: "", strategy: "top_p", knobs: {}, seed: 1, length: 200,
  tags: [], premise: "", polish: false, from_end: false,
};

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function newStory(settings = DEFAULTS) {
  return {
    id: newId(), name: "", text: "", revision: 0, dirty: false, changed: Date.now(),
    settings: { ...DEFAULTS, ...settings, from_end: false },
    patches: [], done: 0, drafts: [], writings: [],
  };
}

/** Where two texts begin to differ, and what differs; no pair of surrogates is cut. */
export function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before[at] === after[at]) at += 1;
  if (isFirstHalf(before[at - 1])) at -= 1;
  let same = 0;
  while (same < most - at && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  if (same && isSecondHalf(before.at(-same))) same -= 1;
  return {
    at,
    removed: before.slice(at, before.length - same),
    inserted: after.slice(at, after.length - same),
  };
}

/** Change the text; what was undone before is set aside as a draft, not lost. */
export function change(story, text, why = "typed") {
  if (text === story.text) return;
  const patch = { ...difference(story.text, text), why, when: Date.now() };
  setUndoneAside(story);
  const last = story.patches.at(-1);
  const goesOn = last && why === "typed" && last.why === "typed" && !patch.removed
    && patch.when - last.when < MERGE_MS && patch.at === last.at + last.inserted.length
    && !/\n/.test(patch.inserted);
  if (goesOn) {
    last.inserted += patch.inserted;
    last.when = patch.when;
  } else {
    story.patches.push(patch);
  }
  story.patches.splice(0, story.patches.length - MOST_PATCHES);
  story.done = story.patches.length;
  story.text = text;
}

/** A change that grows: what a model writes from `at` on takes the place of what stood there. */
export function beginWriting(story, at, first = "") {
  setUndoneAside(story);
  story.patches.push({
    at, removed: story.text.slice(at), inserted: first, why: "written", when: Date.now(),
  });
  story.done = story.patches.length;
  story.text = story.text.slice(0, at) + first;
  return story.patches.at(-1);
}

/** Forget a change from which nothing came. */
export function takeBack(story, patch) {
  if (patch.inserted || story.patches.at(-1) !== patch || story.done !== story.patches.length) return;
  undo(story);
  story.patches.pop();
}

export function grow(story, piece) {
  story.patches.at(-1).inserted += piece;
  story.text += piece;
}

export function undo(story) {
  if (!story.done) return null;
  const patch = story.patches[story.done - 1];
  story.done -= 1;
  story.text = replaced(story.text, patch.at, patch.inserted.length, patch.removed);
  return patch.at + patch.removed.length;
}

export function redo(story) {
  const patch = story.patches[story.done];
  if (!patch) return null;
  story.done += 1;
  story.text = replaced(story.text, patch.at, patch.removed.length, patch.inserted);
  return patch.at + patch.inserted.length;
}

export function setAside(story, text, label) {
  if (!text || story.drafts.some((draft) => draft.text === text)) return;
  story.drafts.push({ text, label, when: Date.now() });
  story.drafts.splice(0, story.drafts.length - MOST_DRAFTS);
}

function setUndoneAside(story) {
  if (story.done === story.patches.length) return;
  const end = { text: story.text, patches: story.patches, done: story.done };
  while (redo(end) !== null);
  setAside(story, end.text, "undone");
  story.patches.splice(story.done);
}

function replaced(text, at, length, by) {
  return text.slice(0, at) + by + text.slice(at + length);
}

/** The last text that a model wrote, if nothing was changed since. */
export function lastWritten(story) {
  const patch = story.patches[story.done - 1];
  return patch && patch.why === "written" ? patch : null;
}

export function nameOf(story) {
  if (story.name) return begin(story.name, MOST_NAME);
  const words = story.text.trim().split(/\s+/).slice(0, 6).join(" ");
  return begin(words, 60) || "Untitled";
}

export function nameOfCopy(story) {
  return `${begin(nameOf(story), MOST_NAME - " (copy)".length)} (copy)`;
}

/** The first characters of a text, no pair of surrogates cut, and no half one left. */
function begin(text, most) {
  const part = text.slice(0, most);
  return (isFirstHalf(part.at(-1)) ? part.slice(0, -1) : part).toWellFormed();
}

function isFirstHalf(unit) {
  return unit >= "\ud800" && unit <= "\udbff";
}

function isSecondHalf(unit) {
  return unit >= "\udc00" && unit <= "\udfff";
}

export function countWords(text) {
  return (text.match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) || []).length;
}
