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
  const hits = items.filter((item) => item.hasAttribute("data-hit"));
  for (const hit of hits) {
    for (let up = parentOf(hit); up && !up.hasAttribute("data-on-way"); up = parentOf(up)) {
      up.setAttribute("data-on-way", "");
    }
  }
  // Said on each <li> rather than left to a selector that looks inside: that costs 2,000 looks a letter.
  for (const item of items) {
    const isShown = wanted === "" || item.hasAttribute("data-hit") || item.hasAttribute("data-on-way");
    item.parentElement?.toggleAttribute("data-miss", !isShown);
  }
  outline.toggleAttribute("data-searching", wanted !== "");
  return hits;
}

/** Case and accents do not tell words apart here. */
const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
