// What a card says about itself in its heading: sets or values so far, and the best set.

import { inputsIn, rowsIn } from "./cells";
import type { Instance, RoomCard } from "./room-card";
import { roomWords } from "./words";

/** Counts what is entered; with an answer of the server it also shows the yield and marks the best set. */
export function showSummary(card: RoomCard, answer?: Instance): void {
  const rows = card.list ? rowsIn(card.list) : [];
  const filled = rows.filter((row) => !row.hasAttribute("data-new") || inputsIn(row).some((input) => input.value !== ""));
  const values = card.loose ? inputsIn(card.loose).filter((input) => input.value !== "") : [];
  const count = card.querySelector("[data-count]");
  const text = filled.length > 0 ? roomWords.sets(filled.length) : values.length > 0 ? roomWords.values(values.length) : "";
  if (count) count.textContent = text;
  if (!answer) return;
  const product = card.querySelector("[data-yield]");
  if (product) product.textContent = answer.yield === null ? "" : roomWords.yield(answer.yield.toLocaleString("en"));
  for (const row of rows) {
    const isBest = rows.length > 1 && row.dataset["set"] === answer.best_set_id;
    row.toggleAttribute("data-best", isBest);
  }
}
