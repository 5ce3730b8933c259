// Finding goals in the outline: matches and the way to them stay, the rest is hidden.

import { type Item, itemsIn, nameOf, parentOf } from "./outline-items";

/** Marks what matches; returns the matches in order. An empty text shows everything. */
export function search(outline: HTMLElement, text: string): Item[] {
  const wanted = folded(text.trim());
  const items = itemsIn(outline);
  for (const item of items) {
    item.toggleAttribute("data-hit", wanted !== "" && folded(nameOf(item)).includes(wanted));
    item.removeAttribute("data-on-way");
  }
  outline.toggleAttribute("data-searching", wanted !== "");
  const hits = items.filter((item) => item.hasAttribute("data-hit"));
  for (const hit of hits) {
    for (let up = parentOf(hit); up && !up.hasAttribute("data-on-way"); up = parentOf(up)) {
      up.setAttribute("data-on-way", "");
    }
  }
  return hits;
}

/** Case and accents do not tell words apart here. */
const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
