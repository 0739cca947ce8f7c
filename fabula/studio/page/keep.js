// Every change is kept twice: in this browser at once, and by the studio a moment later.

import { json } from "./api.js";
import { newId, nameOf, nameOfCopy } from "./story.js";

const LOCAL = "fabula.story.";
const LAST = "fabula.last";
const SYNC_MS = 400;
const AGAIN_MS = 3000;
const RESTED_MS = 10000;

export class Keeper {
  /**
   * `told(how, story, error)` hears how it goes: "kept", "here" (only in this browser),
   * "copied", "full" (not even here).
   */
  constructor(told) {
    this.told = told;
    this.timer = 0;
    this.sending = Promise.resolve();
    this.waiting = new Map();  // by id: what the studio does not have yet
  }

  /** Keep a story that has changed. */
  changed(story) {
    story.changed = Date.now();
    story.dirty = true;
    this.waiting.set(story.id, story);
    if (this.here(story)) this.later(SYNC_MS);
    else this.sync();  // then the studio has it all the sooner
  }

  /** Take up what earlier days left in this browser; what has just changed is another tab's. */
  takeUp() {
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(LOCAL))) {
      const story = this.local(key.slice(LOCAL.length));
      const rested = story?.dirty && Date.now() - story.changed > RESTED_MS;
      if (rested && !this.waiting.has(story.id)) this.waiting.set(story.id, story);
    }
    if (this.waiting.size) this.later(0);
  }

  /** Keep a story in this browser; whether there was room. */
  here(story) {
    const written = JSON.stringify(story);
    for (const makeRoom of [() => {}, () => this.makeRoom(story.id)]) {
      makeRoom();
      try {
        localStorage.setItem(LOCAL + story.id, written);
        return true;
      } catch {
        // the browser is full: without the stories that the studio has there may be room
      }
    }
    this.told("full", story);
    return false;
  }

  makeRoom(id) {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(LOCAL) || key === LOCAL + id) continue;
      if (!this.local(key.slice(LOCAL.length))?.dirty) localStorage.removeItem(key);
    }
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sync(), pause);
  }

  /** Send all that the studio does not have yet. */
  sync() {
    clearTimeout(this.timer);
    this.sending = this.sending.then(() => this.sendAll());
    return this.sending;
  }

  async sendAll() {
    let again = 0;
    for (const story of [...this.waiting.values()]) again = Math.max(again, await this.send(story));
    if (again) this.later(again);
  }

  /** Send one; after how long to send again, 0 where it is kept. */
  async send(story) {
    if (!this.isWaiting(story)) return 0;
    const sent = story.changed;
    const { id, name, text, revision, dirty, changed, ...body } = story;
    const kept = {
      name: nameOf({ name, text }), text: text.toWellFormed(), body: { ...body, named: name }, revision,
    };
    try {
      const answer = await json("PUT", `/api/stories/${id}`, kept);
      if (!this.isWaiting(story)) return 0;  // it was deleted meanwhile
      story.revision = answer.revision;
    } catch (error) {
      if (!this.isWaiting(story)) return 0;
      if (error.code === "other_revision") return this.sendCopy(story);
      this.told(this.local(id)?.changed === story.changed ? "here" : "full", story, error);
      return AGAIN_MS;
    }
    story.dirty = story.changed !== sent;
    if (!this.here(story)) localStorage.removeItem(LOCAL + id);  // the studio has a newer one
    if (story.dirty) return SYNC_MS;
    this.waiting.delete(id);
    this.told("kept", story);
    return 0;
  }

  /** Another window has changed it: this one goes on under another id. */
  sendCopy(story) {
    const { id } = story;
    this.waiting.delete(id);
    localStorage.removeItem(LOCAL + id);
    Object.assign(story, { id: newId(), revision: 0, name: nameOfCopy(story) });
    if (this.last() === id) this.remember(story);
    this.waiting.set(story.id, story);
    this.here(story);
    this.told("copied", story);
    return this.send(story);
  }

  isWaiting(story) {
    return this.waiting.get(story.id) === story;
  }

  /** A story as it was last changed, here or there; null where it is nowhere. */
  async open(id) {
    const known = () => this.waiting.get(id) || this.local(id);
    let remote = null;
    try {
      remote = fromServer(await json("GET", `/api/stories/${id}`));
    } catch (error) {
      if (!known() && error.status !== 404) throw error;
    }
    const local = known();
    if (local && (!remote || local.dirty || local.revision >= remote.revision)) return local;
    return remote;
  }

  local(id) {
    try {
      return JSON.parse(localStorage.getItem(LOCAL + id));
    } catch {
      return null;
    }
  }

  /** The story that is opened when the page is. */
  remember(story) {
    try {
      localStorage.setItem(LAST, story.id);
    } catch {
      // the browser is full: the library has it
    }
  }

  last() {
    return localStorage.getItem(LAST);
  }

  async forget(id) {
    const story = this.waiting.get(id);
    this.waiting.delete(id);
    await this.sending;  // one that is under way would bring it back
    try {
      await json("DELETE", `/api/stories/${id}`);
    } catch (error) {
      if (story) this.waiting.set(id, story);
      throw error;
    }
    localStorage.removeItem(LOCAL + id);
  }
}

function fromServer({ id, text, body, revision, changed }) {
  const { named, ...rest } = body;
  return { ...rest, id, name: named || "", text, revision, dirty: false, changed: changed * 1000 };
}
