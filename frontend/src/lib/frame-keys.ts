// The keys of every page: help, search, add, and the five places.

import { addKeys } from "./keys";
import { showKeys } from "./keys";
import { words } from "./words";

addKeys(
  { keys: "?", label: words.keyHelp, run: showKeys },
  { keys: "/", label: words.keySearch, run: () => document.querySelector<HTMLElement>("main [type=search]")?.focus() },
  { keys: "n", label: words.keyNew, run: () => document.querySelector<HTMLElement>("main [data-new]")?.click() },
);

// A place's keys are "g" and its first letter, or the next letter that is still free.
const taken = new Set<string>();
for (const link of document.querySelectorAll<HTMLAnchorElement>(".rail .places:not(.rail__end) .place")) {
  const name = link.textContent.trim();
  const letter = Array.from(name.toLowerCase()).find((one) => /\p{L}/u.test(one) && !taken.has(one));
  if (!letter) continue;
  taken.add(letter);
  addKeys({ keys: `g ${letter}`, label: words.keyGo(name), run: () => link.click() });
}
