// The text as one edits it, and behind it the same text with marks: unsure words, copied passages.

const LEVELS = [[0.05, "unsure-3"], [0.2, "unsure-2"], [0.5, "unsure-1"]];

export class Page {
  constructor(area, mirror) {
    this.area = area;
    this.mirror = mirror;
    this.clear();
  }

  get text() {
    return this.area.value;
  }

  /** Show a text; the caret goes to `caret`, or stays. */
  show(text, caret) {
    const { selectionStart, selectionEnd } = this.area;
    if (this.area.value !== text) {
      this.area.value = text;
      this.area.setSelectionRange(
        Math.min(caret ?? selectionStart, text.length),
        Math.min(caret ?? selectionEnd, text.length),
      );
    } else if (caret !== undefined) {
      this.area.setSelectionRange(caret, caret);
    }
    this.draw();
  }

  clear() {
    this.known = { text: "", tokens: [], copies: [] };
  }

  /** What the studio knows of a text. */
  mark(text, known) {
    this.known = { text, tokens: known.tokens, copies: known.copies || [] };
    this.draw();
  }

  /** Marks before the first change still hold: a model reads from left to right. */
  draw() {
    const text = this.area.value;
    let same = 0;
    const most = Math.min(text.length, this.known.text.length);
    while (same < most && text[same] === this.known.text[same]) same += 1;
    const marks = [
      ...this.known.tokens.map((token, number) => ({ ...token, kind: level(token), number })),
      ...this.known.copies.map((copy, number) => ({ ...copy, kind: "copied", number })),
    ].filter((mark) => mark.kind && mark.end <= same);
    const cuts = [...new Set([0, text.length, ...marks.flatMap((m) => [m.start, m.end])])];
    cuts.sort((one, other) => one - other);
    this.mirror.replaceChildren(...cuts.slice(0, -1).map((start, place) => {
      const here = marks.filter((m) => m.start <= start && m.end > start);
      const part = text.slice(start, cuts[place + 1]);
      if (!here.length) return document.createTextNode(part);
      const span = document.createElement("span");
      span.className = here.map((m) => m.kind).join(" ");
      span.textContent = part;
      return span;
    }), document.createTextNode("\u200b"));
    this.same = same;
  }

  tokenAt(place) {
    return this.known.tokens.find(
      (token) => token.start <= place && place < token.end && token.end <= this.same,
    );
  }

  copyAt(place) {
    return this.known.copies.find(
      (copy) => copy.start <= place && place < copy.end && copy.end <= this.same,
    );
  }

  /** The character under a point of the window, or null. */
  placeAt(x, y) {
    for (const span of this.mirror.querySelectorAll("span")) {
      for (const box of span.getClientRects()) {
        if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) {
          return { place: this.placeOf(span), box };
        }
      }
    }
    return null;
  }

  /** Where a character stands in the window. */
  boxOf(place) {
    let before = 0;
    const walker = document.createTreeWalker(this.mirror, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (place < before + node.length) {
        const range = document.createRange();
        range.setStart(node, place - before);
        range.setEnd(node, place - before + 1);
        return range.getBoundingClientRect();
      }
      before += node.length;
    }
    return this.area.getBoundingClientRect();
  }

  placeOf(node) {
    let place = 0;
    for (let before = node.previousSibling; before; before = before.previousSibling) {
      place += before.textContent.length;
    }
    return place;
  }
}

function level(token) {
  const probability = Math.exp(token.logprob);
  return LEVELS.find(([limit]) => probability < limit)?.[1];
}
