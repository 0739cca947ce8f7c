// Small words for the page's elements; text is only ever set as text.

export const $ = (id) => document.getElementById(id);

export function element(tag, properties = {}, ...children) {
  const { dataset, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  Object.assign(made.dataset, dataset || {});
  made.append(...children);
  return made;
}

let act = null;

/** Say something below the story, with what may be done about it. */
export function notice(text, label = "", action = null) {
  $("notice-text").textContent = text;
  $("notice-do").textContent = label;
  $("notice-do").hidden = !label;
  $("notice").hidden = false;
  act = action;
}

export function closeNotice() {
  $("notice").hidden = true;
}

export function listenToNotice() {
  $("notice-close").addEventListener("click", closeNotice);
  $("notice-do").addEventListener("click", () => {
    closeNotice();
    act?.();
  });
}

/** Say something to who cannot see the page. */
export function announce(text) {
  $("live").append(element("p", { textContent: text }));
  while ($("live").childElementCount > 30) $("live").firstChild.remove();
}

export function showDetails(title, ...content) {
  $("details-title").textContent = title;
  $("details-body").replaceChildren(...content);
  $("details").showModal();
}

/** Words of two texts: what was taken out and put in. */
export function compared(before, after) {
  const [one, other] = [before, after].map((text) => text.match(/\s+|\S+/g) || []);
  const best = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      best[i][j] = one[i] === other[j]
        ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
    }
  }
  const shown = element("blockquote");
  for (let i = 0, j = 0; i < one.length || j < other.length;) {
    if (i < one.length && j < other.length && one[i] === other[j]) {
      shown.append(one[i]);
      i += 1;
      j += 1;
    } else if (j >= other.length || (i < one.length && best[i + 1][j] >= best[i][j + 1])) {
      shown.append(element("del", { textContent: one[i] }));
      i += 1;
    } else {
      shown.append(element("ins", { textContent: other[j] }));
      j += 1;
    }
  }
  return shown;
}
