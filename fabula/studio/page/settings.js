// How a story is written: model, strategy with its knobs, length, seed, tags, premise, polish.

import { $, element } from "./dom.js";

const NAMES = {
  BadEnding: "Bad ending", Conflict: "Conflict", Dialogue: "Dialogue",
  Foreshadowing: "Foreshadowing", MoralValue: "Moral", Twist: "Twist",
};
const TEMPLATES = {
  "A fable": ["MoralValue"], "A talk": ["Dialogue"], "A quarrel": ["Conflict", "Dialogue"],
  "A surprise": ["Foreshadowing", "Twist"], "A sad tale": ["BadEnding", "Conflict"],
  "All is told": ["Dialogue", "MoralValue", "Twist"],
};
const STRATEGIES = {
  greedy: "always the likeliest", temperature: "drawn from all words", top_k: "from the likeliest k",
  top_p: "from the likeliest part (usual)", top_k_top_p: "from both", min_p: "from the likely enough",
  typical: "from the usual ones", beam: "several at once, the likeliest kept",
  diverse_beam: "several groups at once", contrastive: "likely, and unlike before",
};
const STEPS = {
  top_k: 1, num_beams: 1, num_beam_groups: 1, no_repeat_ngram_size: 1,
};

export const tagName = (tag) => NAMES[tag] || tag;

export class Settings {
  constructor(studio) {
    this.studio = studio;
    $("settings-open").addEventListener("click", () => $("settings").showModal());
    for (const name of ["model", "strategy", "seed", "polish", "template"]) {
      $(name).addEventListener("change", () => this.read(name));
    }
    $("premise").addEventListener("input", () => this.read("premise"));
    for (const radio of document.querySelectorAll("[name=length]")) {
      radio.addEventListener("change", () => this.set({ length: Number(radio.value) }));
    }
  }

  get now() {
    return this.studio.story.settings;
  }

  set(changes) {
    Object.assign(this.now, changes);
    this.studio.keep();
    this.show();
  }

  read(name) {
    if (name === "seed") {
      const seed = Math.trunc($("seed").valueAsNumber);
      if (seed >= 0 && seed < 2 ** 32) this.set({ seed });
    } else if (name === "polish") this.set({ polish: $("polish").checked });
    else if (name === "template") {
      const tags = TEMPLATES[$("template").value];
      if (tags) this.set({ tags });
    } else if (name === "strategy") this.set({ strategy: $("strategy").value, knobs: {} });
    else if (name === "model") this.set({ model: $("model").value, from_end: false });
    else this.set({ premise: $("premise").value });
  }

  show() {
    const { models, strategies, tags, always } = this.studio.offer;
    const names = models.map((model) => model.name);
    if (this.now.model && !names.includes(this.now.model)) names.push(this.now.model);
    options($("model"), names.map((name) => [name, name]), this.now.model || names[0]);
    const known = Object.keys(strategies);
    options($("strategy"), known.map((name) => [name, `${name}: ${STRATEGIES[name] || ""}`]), this.now.strategy);
    options($("template"), [["", "choose …"], ...Object.keys(TEMPLATES).map((name) => [name, name])], "");
    $("seed").value = this.now.seed;
    $("polish").checked = this.now.polish;
    for (const radio of document.querySelectorAll("[name=length]")) {
      radio.checked = Number(radio.value) === this.now.length;
    }
    this.showKnobs({ ...strategies[this.now.strategy], ...always });
    const model = this.studio.model();
    this.showTags(model?.takes_tags === false ? [] : tags);
    $("premise-row").hidden = !model?.takes_premise;
    if ($("premise").value !== this.now.premise) $("premise").value = this.now.premise;
  }

  showKnobs(defaults) {
    const shown = Object.keys(defaults).join();
    if ($("knobs").dataset.shown !== shown) {
      $("knobs").dataset.shown = shown;
      $("knobs").replaceChildren(...Object.keys(defaults).map((name) => {
        const input = element("input", { type: "number", step: STEPS[name] || "any", id: `knob-${name}` });
        input.addEventListener("change", () => {
          const knobs = { ...this.now.knobs };
          if (Number.isNaN(input.valueAsNumber)) delete knobs[name];
          else knobs[name] = input.valueAsNumber;
          this.set({ knobs });
        });
        return element("label", {}, name.replaceAll("_", " "), input);
      }));
    }
    for (const [name, value] of Object.entries(defaults)) {
      $(`knob-${name}`).value = this.now.knobs[name] ?? value;
    }
  }

  showTags(tags) {
    if ($("tags").childElementCount !== tags.length) {
      $("tags").replaceChildren(...tags.map((tag) => {
        const button = element("button", { type: "button", textContent: tagName(tag), dataset: { tag } });
        button.addEventListener("click", () => {
          const chosen = new Set(this.now.tags);
          if (!chosen.delete(tag)) chosen.add(tag);
          this.set({ tags: [...chosen] });
        });
        return button;
      }));
    }
    for (const button of $("tags").children) {
      button.setAttribute("aria-pressed", this.now.tags.includes(button.dataset.tag));
    }
  }
}

/** Only settings that the page knows, of their kinds: a link may hold anything. */
export function checked(found, defaults) {
  const same = (name) => typeof found?.[name] === typeof defaults[name]
    && Array.isArray(found[name]) === Array.isArray(defaults[name]) && found[name] !== null;
  return Object.fromEntries(
    Object.keys(defaults).map((name) => [name, same(name) ? found[name] : defaults[name]]),
  );
}

function options(select, pairs, chosen) {
  select.replaceChildren(...pairs.map(([value, label]) => element("option", { value, textContent: label })));
  select.value = chosen ?? "";
}
