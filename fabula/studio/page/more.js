// Export, a link to the settings, several stories at once, light and dark.

import { events } from "./api.js";
import { $ } from "./dom.js";
import { FORMATS, fileName, link, save } from "./export.js";
import { asked } from "./writing.js";

const SIDE_BY_SIDE = 4;
const MOST_OPENINGS = 50;

export function listenToMore(studio) {
  $("more-open").addEventListener("click", () => $("more").showModal());
  for (const [format, content] of Object.entries(FORMATS)) {
    $(`export-${format}`).addEventListener("click", () => {
      save(fileName(studio.story, format), content(studio.story));
    });
  }
  $("link").addEventListener("click", async () => {
    $("link-text").value = link(studio.story.settings);
    $("link-shown").hidden = false;
    $("link-text").select();
    await navigator.clipboard?.writeText($("link-text").value).catch(() => {});
  });
  $("batch").addEventListener("click", () => writeBatch(studio));
  for (const radio of document.querySelectorAll("[name=look]")) {
    radio.checked = radio.value === (localStorage.getItem("fabula.look") || "");
    radio.addEventListener("change", () => {
      localStorage.setItem("fabula.look", radio.value);
      showLook();
    });
  }
}

export function showLook() {
  document.documentElement.dataset.look = localStorage.getItem("fabula.look") || "";
}

async function writeBatch(studio) {
  const openings = $("openings").value.split("\n").map((line) => line.trim()).filter(Boolean);
  if (!openings.length || openings.length > MOST_OPENINGS) {
    $("batch-state").textContent = openings.length ? `At most ${MOST_OPENINGS} at once.` : "There is no opening yet.";
    return;
  }
  $("batch").disabled = true;
  const stories = new Array(openings.length);
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < openings.length) {
      const place = next;
      next += 1;
      stories[place] = await storyOf(studio, openings[place]);
      done += 1;
      $("batch-state").textContent = `${done} of ${openings.length}`;
    }
  };
  try {
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
    save("stories.jsonl", stories.map((each) => `${JSON.stringify(each)}\n`).join(""));
  } catch (error) {
    $("batch-state").textContent = error.message;
  } finally {
    $("batch").disabled = false;
  }
}

async function storyOf(studio, prompt) {
  const request = asked(studio.story.settings, prompt, studio.model());
  for (;;) {
    try {
      for await (const [name, data] of events("/api/generate", request)) {
        if (name === "failed") throw new Error(data.message);
        if (name === "done") {
          const { text, logprobs, ...settings } = data;
          return { prompt, text: prompt + text, ...settings };
        }
      }
    } catch (error) {
      if (error.status !== 429) throw error;
      await new Promise((resolve) => { setTimeout(resolve, 2000); });
    }
  }
}
