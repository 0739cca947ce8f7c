// All stories: search, open, duplicate, delete, and take a deletion back.

import { json } from "./api.js";
import { $, element, notice } from "./dom.js";
import { nameOf, nameOfCopy, newId, newStory } from "./story.js";

export class Library {
  constructor(studio) {
    this.studio = studio;
    $("library-open").addEventListener("click", () => this.open());
    $("search").addEventListener("input", () => this.show());
    $("new").addEventListener("click", () => this.leaveFor(newStory(studio.story.settings)));
  }

  async open() {
    await this.studio.keeper.sync();
    $("search").value = "";
    $("library").showModal();
    await this.show();
  }

  async show() {
    const search = $("search").value;
    let found = [];
    try {
      found = (await json("GET", `/api/stories?search=${encodeURIComponent(search)}`)).stories;
    } catch (error) {
      notice(error.message);
    }
    if (search !== $("search").value) return;
    $("none").hidden = found.length > 0;
    $("stories").replaceChildren(...found.map((each) => this.line(each)));
  }

  line({ id, name, opening }) {
    const open = element(
      "button", { type: "button", className: "open", dir: "auto" },
      element("b", { textContent: name || "Untitled" }), element("span", { textContent: opening }),
    );
    open.addEventListener("click", trying(async () => {
      const story = await this.studio.keeper.open(id);
      return story ? this.leaveFor(story) : this.show();  // another window may have deleted it
    }));
    const act = (label, action) => {
      const button = element("button", { type: "button", className: "quiet", textContent: label });
      button.setAttribute("aria-label", `${label} ${name || "Untitled"}`);
      button.addEventListener("click", trying(action));
      return button;
    };
    return element(
      "li", {}, open,
      act("Duplicate", async () => {
        const story = structuredClone(await this.studio.keeper.open(id));
        Object.assign(story, { id: newId(), revision: 0, name: nameOfCopy(story) });
        this.studio.keeper.changed(story);
        await this.studio.keeper.sync();
        await this.show();
      }),
      act("Delete", () => this.delete(id)),
    );
  }

  async delete(id) {
    const { studio } = this;
    if (id === studio.story.id) await studio.writing.halt();
    const story = await studio.keeper.open(id);
    await studio.keeper.forget(id);
    if (id === studio.story.id) studio.open(newStory(studio.story.settings));
    await this.show();
    notice(`“${nameOf(story)}” was deleted.`, "Bring it back", async () => {
      await studio.writing.halt();
      studio.open(Object.assign(story, { revision: 0, dirty: true }));
    });
  }

  async leaveFor(story) {
    await this.studio.writing.halt();
    await this.studio.keeper.sync();
    $("library").close();
    this.studio.open(story);
  }
}

/** What an action fails with is said. */
function trying(action) {
  return () => action().catch((error) => notice(error.message));
}
