// The studio: one story at a time, and the parts of the page that change it.

import { Alternatives } from "./alternatives.js";
import { json, takeToken } from "./api.js";
import { $, announce, listenToNotice, notice } from "./dom.js";
import { settingsOfLink } from "./export.js";
import { Keeper } from "./keep.js";
import { Library } from "./library.js";
import { Page } from "./marks.js";
import { listenToMore, showLook } from "./more.js";
import { Reading } from "./reading.js";
import { checked, Settings } from "./settings.js";
import { change, countWords, DEFAULTS, lastWritten, newStory, redo, undo } from "./story.js";
import { listenToWriting, Writing } from "./writing.js";

const KEEP_MS = 150;

class Studio {
  constructor() {
    this.page = new Page($("text"), $("mirror"));
    this.keeper = new Keeper((how, story, error) => this.showKept(how, story, error));
    this.offer = { models: [], left_out: [], strategies: {}, tags: [], always: {}, help: "" };
    this.story = newStory();
    this.writing = new Writing(this);
    this.reading = new Reading(this, this.writing);
    this.settings = new Settings(this);
    this.library = new Library(this);
    this.alternatives = new Alternatives(this, this.writing);
    this.timer = 0;
    listenToNotice();
    listenToWriting(this, this.writing);
    listenToMore(this);
    this.listen();
  }

  async start() {
    const shared = settingsOfLink();
    const last = this.keeper.last();
    const found = last ? this.keeper.local(last) || await this.keeper.open(last).catch(() => null) : null;
    this.open(found || newStory());
    if (found) {
      this.keeper.open(last).then((newer) => this.openNewer(newer)).catch(() => {});
    }
    this.keeper.takeUp();
    try {
      this.offer = await json("GET", "/api/models");
    } catch (error) {
      notice(error.message, "Try again", () => location.reload());
    }
    const lines = [...this.offer.left_out];
    if (this.offer.help) lines.push(`to write with a model: ${this.offer.help}`);
    if (lines.length) notice(`${lines.join("; ")}.`);
    if (shared) {
      this.open(newStory(checked(shared, DEFAULTS)));
      notice("These are the settings of the link. The story before is in the library.");
    }
    this.showSettings();
    this.reading.later(0);
  }

  model() {
    const { models } = this.offer;
    return models.find((each) => each.name === this.story.settings.model) || models[0];
  }

  /** The studio's own version of the open story, where nothing was changed here meanwhile. */
  openNewer(newer) {
    const { story } = this;
    if (newer?.id !== story.id || newer.revision <= story.revision) return;
    if (!story.dirty && !this.writing.going) this.open(newer);
  }

  /** Show a story; nothing may be writing the one before. */
  open(story) {
    clearTimeout(this.timer);
    this.timer = 0;
    this.story = story;
    story.settings = { ...DEFAULTS, ...story.settings };
    this.page.clear();
    this.page.show(story.text, story.text.length);
    this.keeper.here(story);
    this.keeper.remember(story);
    this.showSettings();
    this.showFacts();
    this.reading.later(0);
    if (story.dirty) this.keeper.changed(story);
  }

  /** The story has changed: show it, keep it, and read it when it rests. */
  changed(caret) {
    this.page.show(this.story.text, caret);
    this.showFacts();
    this.keep();
    this.reading.later();
  }

  /** More of it came from a model. */
  grown() {
    const { area } = this.page;
    const follows = innerHeight + scrollY > document.documentElement.scrollHeight - 160;
    const atEnd = area.selectionStart === area.value.length;
    this.page.show(this.story.text, atEnd ? this.story.text.length : undefined);
    this.showFacts();
    if (follows) scrollTo(0, document.documentElement.scrollHeight);
    if (!this.timer) {
      this.timer = setTimeout(() => {
        this.timer = 0;
        this.keep();
      }, KEEP_MS);
    }
  }

  keep() {
    this.keeper.changed(this.story);
  }

  showSettings() {
    this.settings.show();
  }

  showFacts() {
    const { story } = this;
    const words = countWords(story.text);
    $("count").textContent = words ? `${words.toLocaleString()} word${words === 1 ? "" : "s"}` : "";
    if (document.activeElement !== $("name")) $("name").value = story.name;
    $("undo").disabled = !story.done;
    $("redo").disabled = story.done === story.patches.length;
    $("retry").disabled = !lastWritten(story);
    $("write").textContent = story.text.trim() ? "Continue" : "Write";
    this.showPlace();
  }

  showPlace() {
    const { area } = this.page;
    const inside = document.activeElement === area || document.activeElement === $("here");
    $("here").hidden = !inside || this.writing.going || !area.value.slice(area.selectionStart).trim();
  }

  showState(state) {
    $("write").hidden = this.writing.going;
    $("stop").hidden = !this.writing.going;
    this.page.area.classList.toggle("writing", this.writing.going);
    this.page.area.setAttribute("aria-busy", this.writing.going);
    if (state) $("kept").textContent = state;
    this.showPlace();
  }

  showKept(how, story, error) {
    if (how === "copied") {
      notice(`Another window has changed this story, so yours goes on as “${story.name}”; both are in the library.`);
      this.showFacts();
    }
    const refused = error?.status ? error.message : "";
    if (refused && refused !== this.refused) notice(`Not kept by the studio: ${refused}`);
    this.refused = refused;
    if (story !== this.story || this.writing.going) return;
    const words = { kept: "Kept", copied: "Kept as a copy", here: "Kept in this browser", full: "Not kept: the browser is full" };
    $("kept").textContent = words[how];
  }

  async step(back) {
    await this.writing.halt();
    const caret = back ? undo(this.story) : redo(this.story);
    if (caret === null) return;
    this.changed(caret);
    announce(back ? "Undone." : "Redone.");
  }

  listen() {
    const { area } = this.page;
    area.addEventListener("input", () => {
      const text = area.value;
      if (this.writing.going) this.writing.stop();
      change(this.story, text);
      this.changed();
    });
    area.addEventListener("beforeinput", (event) => {
      const back = event.inputType === "historyUndo";
      if (!back && event.inputType !== "historyRedo") return;
      event.preventDefault();
      this.step(back);
    });
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const elsewhere = event.target !== area && event.target.matches("input, textarea, select");
      if (elsewhere || document.querySelector("dialog[open]")) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      this.step(key === "z" && !event.shiftKey);
    });
    document.addEventListener("selectionchange", () => this.showPlace());
    $("undo").addEventListener("click", () => this.step(true));
    $("redo").addEventListener("click", () => this.step(false));
    $("name").addEventListener("input", () => {
      this.story.name = $("name").value;
      this.keep();
    });
    window.addEventListener("pagehide", () => {
      if (this.story.dirty || this.timer) this.keeper.here(this.story);
    });
  }
}

showLook();
takeToken();
new Studio().start();
