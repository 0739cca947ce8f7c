// A story as a file, and its settings as a link.

import { nameOf } from "./story.js";

export const FORMATS = {
  txt: (story) => `${story.text}\n`,
  md: (story) => `# ${escaped(nameOf(story))}\n\n${paragraphs(story.text)}\n\n${settingsTable(story)}`,
  jsonl: (story) => `${JSON.stringify(record(story))}\n`,
};

export function record(story) {
  return {
    name: nameOf(story), text: story.text, settings: story.settings, writings: story.writings,
  };
}

export function save(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export function fileName(story, format) {
  return `${nameOf(story).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "story"}.${format}`;
}

export function link(settings) {
  const bytes = new TextEncoder().encode(JSON.stringify(settings));
  const text = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
  return `${location.origin}/#settings=${text.replaceAll("=", "")}`;
}

/** The settings of a link that was opened, or null. */
export function settingsOfLink() {
  const text = new URLSearchParams(location.hash.slice(1)).get("settings");
  if (!text) return null;
  history.replaceState(null, "", location.pathname);
  try {
    const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0))));
  } catch {
    return null;
  }
}

function escaped(text) {
  return text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&");
}

function paragraphs(text) {
  return text.split("\n").map(escaped).join("\n\n");
}

function settingsTable(story) {
  const last = story.writings.at(-1) || story.settings;
  const rows = Object.entries(last).map(
    ([name, value]) => `| ${name} | ${escaped(JSON.stringify(value))} |`,
  );
  return `| setting | value |\n|:--|:--|\n${rows.join("\n")}\n`;
}
