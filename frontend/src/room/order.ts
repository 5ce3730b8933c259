// The order of the activities, changed by the buttons of a card's menu.

import { closest } from "../lib/dom";
import { outbox } from "./outbox";
import type { RoomCard } from "./room-card";

const isCard = (element: Element | null | undefined): element is RoomCard => element?.matches("room-card") ?? false;

/** Moves a card past its neighbour and stores its place; the others make room. */
function move(card: RoomCard, direction: number): void {
  const neighbour = direction < 0 ? card.previousElementSibling : card.nextElementSibling;
  if (!isCard(neighbour)) return;
  const focused = document.activeElement;
  if (direction < 0) neighbour.before(card);
  else neighbour.after(card);
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  const place = Array.from(document.querySelectorAll("room-card")).indexOf(card);
  outbox.put({ key: `order:${card.instanceId}`, method: "PATCH", url: card.url, body: { sort_order: place } });
}

document.addEventListener("click", (event) => {
  const button = closest(event.target, "[data-move]");
  const card = button && closest<RoomCard>(button, "room-card");
  if (!card) return;
  closest(button, "details.menu")?.removeAttribute("open");
  move(card, Number(button.dataset["move"]));
});
