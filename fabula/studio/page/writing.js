// A model goes on with the story: from its end, from the cursor, from another word, or once more.

import { events, json } from "./api.js";
import { $, announce, closeNotice, compared, notice, showDetails } from "./dom.js";
import { beginWriting, change, grow, lastWritten, setAside } from "./story.js";

/** What a model is asked for, with the settings of a story. */
export function asked(settings, prompt, model) {
  const takes = model || { takes_tags: true, takes_premise: false };
  return {
    model: settings.model, prompt, strategy: settings.strategy, settings: settings.knobs,
    seed: settings.seed, max_new_tokens: settings.length, from_end: settings.from_end,
    tags: takes.takes_tags ? settings.tags : [],
    premise: takes.takes_premise ? settings.premise : "",
  };
}

export class Writing {
  constructor(studio) {
    this.studio = studio;
    this.abort = null;
  }

  get going() {
    return this.abort !== null;
  }

  stop() {
    this.abort?.abort();
  }

  /** Go on from the end. */
  goOn() {
    return this.write(this.studio.story.text.length);
  }

  /** Go on from a place; what stood behind it is set aside. */
  from(place, first = "") {
    const { story } = this.studio;
    if (story.text.slice(place).trim()) setAside(story, story.text, "before going on earlier");
    return this.write(place, first);
  }

  /** The last text again, with another seed; the one before is set aside. */
  retry() {
    const { story } = this.studio;
    const last = lastWritten(story);
    story.settings.seed = (story.settings.seed + 1) % 2 ** 32;
    this.studio.showSettings();
    if (!last) return this.goOn();
    setAside(story, story.text, `seed ${story.settings.seed - 1}`);
    return this.write(last.at);
  }

  async write(place, first = "") {
    this.stop();
    await this.ended;
    this.ended = this.run(place, first);
    return this.ended;
  }

  async run(place, first) {
    const { studio } = this;
    const { story } = studio;
    this.abort = new AbortController();
    closeNotice();
    studio.showState("Writing …");
    beginWriting(story, place, first);
    studio.changed(story.text.length);
    const request = asked(story.settings, story.text, studio.model());
    let sentence = "";
    try {
      for await (const [name, data] of events("/api/generate", request, this.abort.signal)) {
        this.abort.signal.throwIfAborted();
        if (name === "waiting" && data.place) studio.showState(`${data.place} before you …`);
        if (name === "failed") throw new Error(data.message);
        if (name === "piece") {
          grow(story, data.text);
          studio.grown();
          sentence = this.tell(sentence + data.text);
        }
        if (name === "done") this.done(story, place, data);
      }
      announce(sentence.trim());
      if (story.settings.polish) await this.polish(story, place + first.length);
    } catch (error) {
      this.explain(error);
    } finally {
      this.abort = null;
      if (!story.patches.at(-1)?.inserted && !story.patches.at(-1)?.removed) {
        story.patches.pop();
        story.done = story.patches.length;
      }
      studio.changed();
      studio.showState("");
    }
  }

  /** Whole sentences are said at once: words one by one cannot be listened to. */
  tell(text) {
    const end = Math.max(...[". ", "! ", "? ", "\n"].map((stop) => text.lastIndexOf(stop)));
    if (end < 0) return text;
    announce(text.slice(0, end + 1).trim());
    return text.slice(end + 1);
  }

  done(story, place, data) {
    const { text, tokens, ended, logprobs, ...settings } = data;
    story.writings.push({ at: place, characters: text.length, tokens, ended, ...settings });
    if (!text) notice("The model thinks that the story is over.", "Go on anyway", () => this.nudge());
    if (ended === "time") notice("The time for one story is over.", "Go on", () => this.goOn());
  }

  nudge() {
    const { story } = this.studio;
    change(story, `${story.text.trimEnd()}\n`, "nudged");
    return this.retry();
  }

  async polish(story, place) {
    const before = story.text.slice(place);
    const ended = story.writings.at(-1)?.ended === "eos";
    const found = await json("POST", "/api/polish", {
      text: before, opening: story.text.slice(0, place), ended,
    });
    if (found.text === before) return;
    change(story, story.text.slice(0, place) + found.text, "polished");
    notice(`Polished: ${found.rules.join(", ").replaceAll("_", " ")}.`, "Show", () => {
      showDetails("What was polished", compared(before, found.text));
    });
  }

  explain(error) {
    if (error.name === "AbortError") return announce("Stopped.");
    const { studio } = this;
    if (error.code === "prompt_too_long") {
      return notice(
        "The story is longer than the model can read at once.", "Go on from its end", () => {
          studio.story.settings.from_end = true;
          this.goOn();
        },
      );
    }
    const again = error.status === 429 || error.status === 0;
    return notice(error.message, again ? "Try again" : "", () => this.goOn());
  }
}

export function listenToWriting(studio, writing) {
  const { area } = studio.page;
  $("write").addEventListener("click", () => writing.goOn());
  $("stop").addEventListener("click", () => writing.stop());
  $("retry").addEventListener("click", () => writing.retry());
  $("here").addEventListener("click", () => writing.from(area.selectionStart));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && writing.going) writing.stop();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (event.shiftKey) writing.from(area.selectionStart);
    else writing.goOn();
  });
}
