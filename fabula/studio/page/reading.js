// What is known of the text: unsure words with others in their place, tags found, copied passages.

import { json } from "./api.js";
import { $, element, showDetails } from "./dom.js";
import { tagName } from "./settings.js";

const PAUSE_MS = 700;
const MOST = 200000;
const MOST_OTHERS = 199;
const GRACE_MS = 300;  // for the way from a word to the others for it

export class Reading {
  constructor(studio, writing) {
    this.studio = studio;
    this.writing = writing;
    this.timer = 0;
    this.leaving = 0;
    this.on = localStorage.getItem("fabula.unsure") === "yes";
    const { area } = studio.page;
    $("unsure").addEventListener("click", () => this.toggle());
    $("copies").addEventListener("click", () => this.showCopies());
    area.addEventListener("mousemove", (event) => this.hover(event));
    area.addEventListener("click", () => this.atCaret(false));
    area.addEventListener("scroll", () => this.hideWords());
    area.addEventListener("blur", (event) => {
      if (!$("words").contains(event.relatedTarget)) this.hideWords();
    });
    area.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && event.altKey) {
        event.preventDefault();
        this.atCaret(true);
      } else this.hideWords();
    });
    $("words").addEventListener("keydown", (event) => this.keys(event));
    $("words").addEventListener("mouseenter", () => clearTimeout(this.leaving));
    $("words").addEventListener("mouseleave", () => this.leave());
    area.addEventListener("mouseleave", () => this.leave());
    window.addEventListener("scroll", () => this.hideWords(), { passive: true });
    this.show();
  }

  show() {
    $("unsure").setAttribute("aria-pressed", this.on);
  }

  toggle() {
    this.on = !this.on;
    localStorage.setItem("fabula.unsure", this.on ? "yes" : "no");
    this.show();
    this.later(0);
  }

  /** Read the text when nothing has changed for a moment. */
  later(pause = PAUSE_MS) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read(), pause);
  }

  async read() {
    const { studio } = this;
    const { text, settings } = studio.story;
    if (this.writing.going) return;
    if (!text.trim() || text.length > MOST) {
      this.know(text, { tokens: [], tags: null, copies: null, judged: [] });
      if (text.length > MOST) $("found").textContent = `tags and copies are looked for in up to ${MOST.toLocaleString()} characters`;
      return;
    }
    const model = studio.model();
    const unsure = this.on && Boolean(model);
    try {
      const known = await json("POST", "/api/read", {
        text, unsure, model: settings.model, tags: model?.takes_tags ? settings.tags : [],
        premise: model?.takes_premise ? settings.premise : "",
      });
      if (text === studio.story.text && unsure === (this.on && Boolean(model))) this.know(text, known);
    } catch {
      // the text matters, what is known of it less: the next change asks again
    }
  }

  know(text, known) {
    const { page, story } = this.studio;
    this.known = known;
    page.mark(text, known);
    const { copies } = known;
    $("copies").hidden = !copies?.length;
    $("copies").textContent = copies?.length === 1
      ? "1 passage stands in a training story" : `${copies?.length} passages stand in training stories`;
    $("found").textContent = "";
    if (!known.tags || !text.trim()) return;
    const missed = story.settings.tags.filter((tag) => known.judged.includes(tag) && !known.tags.includes(tag));
    const found = known.tags.map((tag) => tagName(tag) + (story.settings.tags.includes(tag) ? " ✓" : ""));
    $("found").textContent = [
      found.length ? `found: ${found.join(", ")}` : "",
      missed.length ? `not found: ${missed.map(tagName).join(", ")}` : "",
    ].filter(Boolean).join(" · ");
  }

  showCopies() {
    const shown = this.known.copies.flatMap((copy) => [
      element("h3", { textContent: `${copy.words} words of training story ${copy.story}${more(copy.others)}` }),
      element("blockquote", { dir: "auto" }, copy.before, element("mark", { textContent: copy.passage }), copy.after),
    ]);
    showDetails("Copied from training stories", ...shown);
  }

  hover(event) {
    if (!this.on || this.writing.going || event.buttons) return;
    const found = this.studio.page.placeAt(event.clientX, event.clientY);
    const token = found && this.studio.page.tokenAt(found.place);
    if (token) this.showWords(token, found.box);
    else this.leave();
  }

  leave() {
    clearTimeout(this.leaving);
    if ($("words").contains(document.activeElement)) return;
    this.leaving = setTimeout(() => this.hideWords(), GRACE_MS);
  }

  atCaret(focus) {
    if (!this.on || this.writing.going) return;
    const { page } = this.studio;
    const place = page.area.selectionStart;
    const token = page.tokenAt(place);
    if (!token) return;
    this.showWords(token, page.boxOf(token.start));
    if (focus) $("words").querySelector("button").focus();
  }

  showWords(token, box) {
    clearTimeout(this.leaving);
    const words = $("words");
    const key = `${token.start}`;
    if (!words.hidden && words.dataset.at === key) return;
    words.dataset.at = key;
    words.replaceChildren(...token.others.map((other) => {
      const chance = element("small", { textContent: `${Math.round(100 * Math.exp(other.logprob))}%` });
      const button = element("button", { type: "button" }, visible(other.text), chance);
      button.addEventListener("click", () => this.choose(token, other.text));
      return button;
    }));
    words.hidden = false;
    words.style.left = "0";  // where it has all the width that it wants
    const top = box.bottom + 4 + words.offsetHeight > innerHeight - 70 ? box.top - words.offsetHeight - 4 : box.bottom + 2;
    words.style.left = `${Math.max(8, Math.min(box.left, innerWidth - words.offsetWidth - 8))}px`;
    words.style.top = `${Math.max(8, top)}px`;
  }

  hideWords() {
    clearTimeout(this.leaving);
    $("words").hidden = true;
    $("words").dataset.at = "";
  }

  choose(token, text) {
    this.hideWords();
    this.studio.page.area.focus();
    this.writing.from(token.start, text);
  }

  keys(event) {
    const buttons = [...$("words").children];
    const place = buttons.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      buttons[(place + step + buttons.length) % buttons.length].focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.hideWords();
      this.studio.page.area.focus();
    }
  }
}

function more(others) {
  return others ? `, and of ${others === MOST_OTHERS ? `${others} or more` : others} others` : "";
}

function visible(text) {
  return text.trim() || (text.includes("\n") ? "¶" : "␣");
}
