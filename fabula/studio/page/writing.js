// A model goes on with the story: from its end, from the cursor, from another word, or once more.

import { events, json } from "./api.js";
import { $, announce, closeNotice, compared, notice, showDetails } from "./dom.js";
import { beginWriting, change, grow, lastWritten, setAside, takeBack } from "./story.js";

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

/** The exact settings of a story that was stopped, as the studio says them of one that ended. */
export function exact(request, offer) {
  const { prompt, model, settings, ...rest } = request;
  const { name, hash } = offer.models.find((each) => each.name === model) || offer.models[0] || {};
  const knobs = { ...offer.strategies[request.strategy], ...offer.always, ...settings };
  return { model: name, model_hash: hash, ...rest, settings: knobs, ended: "stopped" };
}

export class Writing {
  constructor(studio) {
    this.studio = studio;
    this.abort = null;
    this.turn = 0;
    this.ended = Promise.resolve();
  }

  get going() {
    return this.abort !== null;
  }

  /** Stop what is being written, and what waits to be. */
  stop() {
    this.turn += 1;
    this.abort?.abort();
  }

  /** The same; done when nothing writes any more. */
  async halt() {
    this.stop();
    await this.ended;
  }

  /** Go on from the end. */
  goOn() {
    return this.write((story) => story.text.length);
  }

  /** Go on from a place; what stood behind it is set aside. */
  from(place, first = "") {
    return this.write((story) => {
      if (story.text.slice(place).trim()) setAside(story, story.text, "before going on earlier");
      return Math.min(place, story.text.length);
    }, first);
  }

  /** The last text again, with another seed; the one before is set aside. */
  retry() {
    return this.write((story) => {
      const last = lastWritten(story);
      if (last) setAside(story, story.text, `seed ${story.settings.seed}`);
      story.settings.seed = (story.settings.seed + 1) % 2 ** 32;
      this.studio.showSettings();
      return last ? last.at : story.text.length;
    });
  }

  /** Write as soon as nobody else does; `choose` says then from where. The last who asks writes. */
  async write(choose, first = "") {
    this.stop();
    const { turn } = this;
    await this.ended;
    if (turn !== this.turn) return;
    this.ended = this.run(choose(this.studio.story), first);
    await this.ended;
  }

  async run(place, first) {
    const { studio } = this;
    const { story } = studio;
    this.abort = new AbortController();
    const { signal } = this.abort;
    closeNotice();
    studio.showState("Writing …");
    const atEnd = place === story.text.length && !first;
    const again = () => (atEnd ? this.goOn() : this.from(place, first));
    const patch = beginWriting(story, place, first);
    studio.changed(story.text.length);
    const request = asked(story.settings, story.text, studio.model());
    const begin = place + first.length;
    let sentence = "";
    let whole = false;
    try {
      for await (const [name, data] of events("/api/generate", request, signal)) {
        signal.throwIfAborted();
        if (name === "waiting" && data.place) studio.showState(`${data.place} before you …`);
        if (name === "failed") throw new Error(data.message);
        if (name === "piece") {
          grow(story, data.text);
          studio.grown();
          sentence = this.tell(sentence + data.text);
        }
        if (name === "done") {
          whole = true;
          this.done(story, begin, data);
        }
      }
      announce(sentence.trim());
      if (story.settings.polish) await this.polish(story, begin, signal);
    } catch (error) {
      this.explain(error, again);
    } finally {
      this.abort = null;
      const characters = patch.inserted.length - first.length;
      if (!whole && characters) {
        story.writings.push({ at: begin, characters, ...exact(request, studio.offer) });
      }
      if (!whole || !patch.removed) takeBack(story, patch);
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

  async polish(story, place, signal) {
    const before = story.text.slice(place);
    const ended = story.writings.at(-1)?.ended === "eos";
    const found = await json("POST", "/api/polish", {
      text: before, opening: story.text.slice(0, place), ended,
    }, { signal });
    signal.throwIfAborted();  // the text may be another one by now
    if (found.text === before) return;
    change(story, story.text.slice(0, place) + found.text, "polished");
    notice(`Polished: ${found.rules.join(", ").replaceAll("_", " ")}.`, "Show", () => {
      showDetails("What was polished", compared(before, found.text));
    });
  }

  explain(error, again) {
    if (error.name === "AbortError") return announce("Stopped.");
    const { studio } = this;
    if (error.code === "prompt_too_long") {
      return notice(
        "The story is longer than the model can read at once.", "Go on from its end", () => {
          studio.story.settings.from_end = true;
          again();
        },
      );
    }
    const later = error.status === 429 || error.status === 0;
    return notice(error.message, later ? "Try again" : "", again);
  }
}

export function listenToWriting(studio, writing) {
  const { area } = studio.page;
  $("write").addEventListener("click", () => writing.goOn());
  $("stop").addEventListener("click", () => writing.stop());
  $("retry").addEventListener("click", () => writing.retry());
  $("here").addEventListener("click", () => {
    const place = area.selectionStart;
    area.focus();  // or it would be lost with the button
    writing.from(place);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && writing.going) writing.stop();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (event.shiftKey) writing.from(area.selectionStart);
    else writing.goOn();
  });
}
