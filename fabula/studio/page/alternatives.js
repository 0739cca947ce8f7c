// Several ways to go on, side by side, and all that was set aside.

import { events } from "./api.js";
import { $, announce, element } from "./dom.js";
import { change, setAside } from "./story.js";
import { asked, exact } from "./writing.js";

const AT_ONCE = 3;

export class Alternatives {
  constructor(studio, writing) {
    this.studio = studio;
    this.writing = writing;
    this.aborts = [];
    $("compare-open").addEventListener("click", () => this.open());
    $("compare-again").addEventListener("click", () => this.more());
    $("compare").addEventListener("close", () => this.stop());
  }

  async open() {
    await this.writing.halt();
    $("columns").replaceChildren();
    this.showDrafts();
    $("compare").showModal();
    this.more();
  }

  stop() {
    for (const abort of this.aborts) abort.abort();
    this.aborts = [];
  }

  more() {
    const { story, offer } = this.studio;
    const seeds = Array.from({ length: AT_ONCE }, (_, n) => (story.settings.seed + 1 + n) % 2 ** 32);
    story.settings.seed = seeds.at(-1);
    this.studio.showSettings();
    this.studio.keep();
    const cards = seeds.map((seed) => this.card({ ...story.settings, seed }, offer));
    $("columns").prepend(...cards);
  }

  card(settings, offer) {
    const text = element("p", { dir: "auto", tabIndex: 0 });
    text.setAttribute("role", "region");
    text.setAttribute("aria-label", `Alternative with seed ${settings.seed}`);
    const choose = element("button", { type: "button", className: "main", textContent: "Take this", disabled: true });
    const model = select("Model", offer.models.map((each) => each.name), settings.model || offer.models[0]?.name);
    const strategy = select("Strategy", Object.keys(offer.strategies), settings.strategy);
    const start = () => {
      const chosen = { ...settings, model: model.control.value, strategy: strategy.control.value };
      if (chosen.strategy !== settings.strategy) chosen.knobs = {};
      return this.write(chosen, text, choose);
    };
    model.control.addEventListener("change", start);
    strategy.control.addEventListener("change", start);
    start();
    return element("div", { className: "card" }, element("small", { textContent: `seed ${settings.seed}` }), model, strategy, text, choose);
  }

  async write(settings, shown, choose) {
    const { story, offer } = this.studio;
    const abort = new AbortController();
    this.aborts.push(abort);
    shown.abort?.abort();
    shown.abort = abort;
    shown.textContent = "";
    choose.disabled = true;
    const model = offer.models.find((each) => each.name === settings.model);
    const opening = story.text;
    let written = "";
    const request = { ...asked(settings, opening, model), from_end: true };
    let about = exact(request, offer);
    choose.onclick = () => this.take(opening + written, about);
    const keep = () => setAside(story, opening + written, `${settings.strategy}, seed ${settings.seed}`);
    try {
      for await (const [name, data] of events("/api/generate", request, abort.signal)) {
        if (name === "failed") throw new Error(data.message);
        if (name === "piece") {
          written += data.text;
          shown.written = written;
          shown.textContent = written.trimStart();
          choose.disabled = false;
        }
        if (name === "done") about = data;
      }
      announce(`Alternative with seed ${settings.seed}: ${written}`);
    } catch (error) {
      if (error.name !== "AbortError") shown.textContent += `\n${error.message}`;
    }
    if (!written) return;
    keep();
    this.studio.keeper.changed(story);
    if (story === this.studio.story) this.showDrafts();
  }

  take(text, about) {
    const { story } = this.studio;
    if (about) {
      const { text: whole, logprobs, ...settings } = about;
      const at = story.text.length;
      story.writings.push({ at, characters: text.length - at, ...settings });
    }
    change(story, text, "written");
    $("compare").close();
    this.studio.changed(text.length);
    this.studio.page.area.focus();
  }

  showDrafts() {
    const { drafts, text } = this.studio.story;
    const shown = [...$("columns").querySelectorAll("p")].map((card) => text + card.written);
    const others = drafts.filter((draft) => ![text, ...shown].includes(draft.text)).reverse();
    $("drafts-title").hidden = !others.length;
    $("drafts").replaceChildren(...others.slice(0, 30).map((draft) => {
      const take = element("button", { type: "button", textContent: "Take this" });
      take.addEventListener("click", () => this.take(draft.text, null));
      const same = draft.text.startsWith(text) ? text.length : 0;
      const rest = (same ? "… " : "") + draft.text.slice(same).trimStart();
      const said = element("p", { dir: "auto", textContent: rest, tabIndex: 0 });
      return element("div", { className: "card" }, element("small", { textContent: draft.label }), said, take);
    }));
  }
}

function select(name, values, chosen) {
  const control = element("select", {}, ...values.map((value) => element("option", { value, textContent: value })));
  control.value = chosen;
  return element("label", {}, `${name} `, control);
}
