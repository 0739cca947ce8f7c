// Every change is kept twice: in this browser at once, and by the studio a moment later.

import { json } from "./api.js";
import { newId, nameOf } from "./story.js";

const LOCAL = "fabula.story.";
const LAST = "fabula.last";
const SYNC_MS = 400;
const AGAIN_MS = 3000;

export class Keeper {
  /** `told` hears how it goes: "kept", "here" (only in this browser), "copied". */
  constructor(told) {
    this.told = told;
    this.timer = 0;
    this.sending = Promise.resolve();
  }

  /** Keep a story that has changed. */
  changed(story) {
    story.changed = Date.now();
    story.dirty = true;
    this.here(story);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sync(story), SYNC_MS);
  }

  here(story) {
    localStorage.setItem(LAST, story.id);
    const written = JSON.stringify(story);
    try {
      localStorage.setItem(LOCAL + story.id, written);
    } catch {
      this.makeRoom(story.id);
      try {
        localStorage.setItem(LOCAL + story.id, written);
      } catch {
        this.told("full");
      }
    }
  }

  makeRoom(id) {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(LOCAL) || key === LOCAL + id) continue;
      if (!JSON.parse(localStorage[key]).dirty) localStorage.removeItem(key);
    }
  }

  sync(story) {
    clearTimeout(this.timer);
    this.sending = this.sending.then(() => this.send(story));
    return this.sending;
  }

  async send(story) {
    if (!story.dirty) return;
    const sent = story.changed;
    const { id, name, text, revision, dirty, changed, ...body } = story;
    const kept = { name: nameOf({ name, text }), text, body: { ...body, named: name }, revision };
    try {
      story.revision = (await json("PUT", `/api/stories/${id}`, kept)).revision;
    } catch (error) {
      if (error.code === "other_revision") {
        story.id = newId();
        story.revision = 0;
        story.name = `${nameOf(story)} (copy)`;
        this.told("copied");
        return this.send(story);
      }
      this.told("here", error);
      this.timer = setTimeout(() => this.sync(story), AGAIN_MS);
      return;
    }
    story.dirty = story.changed !== sent;
    this.here(story);
    if (story.dirty) this.timer = setTimeout(() => this.sync(story), SYNC_MS);
    else this.told("kept");
  }

  /** A story as it was last changed, here or there. */
  async open(id) {
    const local = this.local(id);
    let remote = null;
    try {
      remote = fromServer(await json("GET", `/api/stories/${id}`));
    } catch (error) {
      if (!local && error.status !== 404) throw error;
    }
    if (local && (!remote || local.dirty || local.revision >= remote.revision)) return local;
    return remote;
  }

  local(id) {
    const found = localStorage.getItem(LOCAL + id);
    return found ? JSON.parse(found) : null;
  }

  last() {
    return localStorage.getItem(LAST);
  }

  async forget(id) {
    clearTimeout(this.timer);
    localStorage.removeItem(LOCAL + id);
    await json("DELETE", `/api/stories/${id}`);
  }
}

function fromServer({ id, text, body, revision, changed }) {
  const { named, ...rest } = body;
  return { ...rest, id, name: named || "", text, revision, dirty: false, changed: changed * 1000 };
}
