// Blind pairs: which of two stories is better. A judgement is kept here until the studio has it.

import { call, json, takeToken } from "./api.js";
import { $, element } from "./dom.js";
import { tagName } from "./settings.js";

const PENDING = "fabula.judge.pending";
const SIDES = ["left", "right"];
const KEYS = { 1: "left", 2: "right", 3: "tie", 4: "both_bad" };

const skipped = [];
const given = []; // ids, the last one last
let pair = null;
let shownAt = 0;
let marks = {};
let busy = false;

takeToken();
$("rater").value = localStorage.getItem("fabula.judge.rater") || "";

$("start").addEventListener("submit", (event) => {
  event.preventDefault();
  localStorage.setItem("fabula.judge.rater", rater());
  once(next);
});

for (const button of document.querySelectorAll("[data-choice]")) {
  button.addEventListener("click", () => once(() => judge(button.dataset.choice)));
}
$("skip").addEventListener("click", () => once(skip));
$("withdraw").addEventListener("click", () => once(undo));

document.addEventListener("keydown", (event) => {
  const key = event.altKey && event.code.startsWith("Digit") ? event.code.slice(5) : "";
  if (!key || $("pair").hidden) return;
  if (KEYS[key]) once(() => judge(KEYS[key]));
  else if (key === "5") once(skip);
  else if (key === "6") once(undo);
  else return;
  event.preventDefault();
});

const rater = () => $("rater").value.trim();

/** One thing at a time: a double click judges once. */
async function once(act) {
  if (busy) return;
  busy = true;
  $("problem").textContent = "";
  try {
    await act();
  } catch (error) {
    $("problem").textContent = error.message;
  } finally {
    busy = false;
  }
}

async function next() {
  await send();
  const asked = new URLSearchParams({ rater: rater() });
  for (const id of skipped) asked.append("skipped", id);
  const found = await json("GET", `/api/judge?${asked}`);
  pair = found.pair;
  marks = { left: [], right: [] };
  $("start").hidden = true;
  $("pair").hidden = false;
  $("withdraw").disabled = !given.length;
  $("state").textContent = pair
    ? `${found.done} of ${found.of} judged` : `All ${found.of} pairs are judged. Thank you!`;
  $("prompt-row").hidden = !pair?.prompt;
  $("prompt").textContent = pair?.prompt || "";
  $("tags-row").hidden = !pair?.tags.length;
  $("tags").textContent = (pair?.tags || []).map(tagName).join(", ");
  $("anchors").replaceChildren(...Object.entries(found.anchors).map(meanings));
  for (const side of SIDES) {
    $(side).replaceChildren(...(pair ? story(side, pair[side], found.anchors) : []));
  }
  for (const button of document.querySelectorAll("[data-choice], #skip")) button.disabled = !pair;
  shownAt = performance.now();
  if (!pair) return;
  const first = $("left").querySelector("textarea");
  first.setSelectionRange(0, 0); // else the browser shows its end, where the caret is
  first.focus({ preventScroll: true });
  $("pair").scrollIntoView(); // what is asked for is read before the stories
}

/** All that the numbers of a criterion mean. */
function meanings([name, levels]) {
  const list = levels.map((text) => element("li", { textContent: text }));
  return element("div", {}, element("b", { textContent: name }), element("ol", {}, ...list));
}

function story(side, text, anchors) {
  const shown = element("textarea", { value: text, readOnly: true, dir: "auto" });
  shown.setAttribute("aria-label", `The ${side} story`);
  const list = element("ul");
  const mark = element("button", { type: "button", textContent: "Mark what is selected as a contradiction" });
  mark.addEventListener("click", () => {
    const ends = [shown.selectionStart, shown.selectionEnd];
    if (ends[0] === ends[1]) return;
    // the studio counts characters, the browser UTF-16 units
    const span = ends.map((end) => [...shown.value.slice(0, end)].length);
    const drop = element("button", { type: "button", textContent: "Take back" });
    const line = element("li", {}, `“${shown.value.slice(...ends)}” `, drop);
    drop.addEventListener("click", () => {
      marks[side].splice(marks[side].indexOf(span), 1);
      line.remove();
    });
    marks[side].push(span);
    list.append(line);
  });
  return [shown, mark, list, ...Object.entries(anchors).map((each) => scale(side, ...each))];
}

/** 1 to 5, with what the chosen number means. */
function scale(side, name, texts) {
  const meaning = element("small");
  const levels = texts.map((text, place) => {
    const input = element("input", { type: "radio", name: `${side}-${name}`, value: place + 1 });
    input.addEventListener("change", () => { meaning.textContent = text; });
    return element("label", { title: text }, input, ` ${place + 1}`);
  });
  return element("fieldset", {}, element("legend", { textContent: name }), ...levels, meaning);
}

function ratings(side) {
  const chosen = $(side).querySelectorAll("input:checked");
  return Object.fromEntries([...chosen].map(({ name, value }) => [name.split("-")[1], Number(value)]));
}

async function judge(choice) {
  if (!pair) return;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const id = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  localStorage.setItem(PENDING, JSON.stringify({
    id, task: pair.id, rater: rater(), choice, contradictions: marks,
    seconds: (performance.now() - shownAt) / 1000,
    ratings: Object.fromEntries(SIDES.map((side) => [side, ratings(side)])),
  }));
  pair = null; // what was chosen is chosen, even where the studio does not answer now
  given.push(id);
  await next();
}

/** Send what has had no answer yet; under its own id, so that it is kept once. */
async function send() {
  const waiting = localStorage.getItem(PENDING);
  if (!waiting) return;
  try {
    await call("POST", "/api/judge", JSON.parse(waiting));
  } catch (error) {
    if (error.status !== 422) {
      $("start").hidden = false; // to try again
      throw new Error(`${error.message} Your judgement is kept here; press Begin to send it.`);
    }
    $("problem").textContent = error.message;
  }
  localStorage.removeItem(PENDING);
}

async function skip() {
  if (pair) skipped.push(pair.id);
  await next();
}

async function undo() {
  if (!given.length) return;
  await json("DELETE", `/api/judge/${given.at(-1)}`);
  localStorage.removeItem(PENDING); // what has not arrived yet is the last one too
  given.pop();
  await next();
}
