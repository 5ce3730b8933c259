// The clocks of a session among each other: one runs at a time, and the session's pause stops all.

import { get, type Problem } from "../lib/api";
import { closest } from "../lib/dom";
import { ask } from "../lib/ask";
import { type Accepted, type Change, outbox, type Refused } from "./outbox";
import type { PracticeClock } from "./practice-clock";
import type { Instance, RoomCard } from "./room-card";
import { after, stateOf, type TimingAction } from "./timing";
import { roomWords } from "./words";

const cards = (): RoomCard[] => Array.from(document.querySelectorAll<RoomCard>("room-card"));

export const cardOf = (change: Change): RoomCard | undefined =>
  cards().find((card) => card.instanceId === change.key.split(":")[1]);

const runningCard = (): RoomCard | undefined => cards().find((card) => card.timer.state === "running");

/** A tap on a card's clock; asks first where another one runs. */
async function tap(card: RoomCard, action: TimingAction): Promise<void> {
  const other = action === "pause" ? undefined : runningCard();
  if (!other || other === card) card.timer.act(action);
  else if (await asksToSwitch(card, roomWords.anotherRuns(other.name, card.name))) switchTo(card, action, other);
}

const asksToSwitch = (card: RoomCard, text: string): Promise<boolean> =>
  ask(roomWords.switchTitle, text, roomWords.switchTo(card.name), roomWords.leaveIt);

function switchTo(card: RoomCard, action: TimingAction, other?: RoomCard): void {
  card.timer.act(action, true);
  if (other) other.timer.paused(new Date().toISOString());
}

/** Marks an activity as done, which stops its clock, or as not done. */
function toggleDone(card: RoomCard): void {
  const isDone = card.toggleAttribute("data-done");
  const runs = card.timer.state === "running" || card.timer.state === "paused";
  if (isDone && runs) card.timer.act("stop");
  else outbox.put({ key: `done:${card.instanceId}`, method: "PATCH", url: card.url, body: { completed: isDone } });
  if (!isDone) return;
  card.querySelector("details")?.removeAttribute("open");
  const next = cards().find((one) => !one.hasAttribute("data-done"));
  next?.querySelector("details")?.setAttribute("open", "");
  (next ?? card).scrollIntoView({ block: "start", behavior: "smooth" });
}

document.addEventListener("click", (event) => {
  const button = closest(event.target, "[data-timer], [data-toggle-done]");
  const card = button && closest<RoomCard>(button, "room-card");
  if (!card) return;
  if (button.dataset["timer"]) void tap(card, button.dataset["timer"] as TimingAction);
  else toggleDone(card);
});

/** Shows what the server answered to a tap; a switch has changed another card, too. */
export async function clockAccepted(card: RoomCard, { change, answer }: Accepted): Promise<void> {
  card.timer.take(answer.body as Instance);
  if ((change.body as { switch?: boolean }).switch) await takeAgain(cards().filter((one) => one !== card));
}

/** Takes a refused tap back and, where another clock runs that this page does not know of, asks. */
export async function clockRefused(card: RoomCard, { change, problem }: Refused): Promise<void> {
  await takeAgain([card]);
  const { action, switch: switches } = change.body as { action: TimingAction; switch?: boolean };
  if (problem.code !== "another_timer_runs" || switches) throw problem satisfies Problem;
  if (await asksToSwitch(card, `${problem.message} ${roomWords.pauseIt(card.name)}`)) switchTo(card, action);
}

async function takeAgain(some: RoomCard[]): Promise<void> {
  for (const card of some) card.timer.take(await get<Instance>(card.url));
}

/** The session's own pause and resume; pausing it pauses the clock that runs in it. */
export function pauseSession(clock: PracticeClock, sessionId: string, url: string): void {
  const action = stateOf(clock.timing) === "running" ? "pause" : "resume";
  const at = new Date().toISOString();
  clock.timing = after(clock.timing, action, at);
  if (action === "pause") runningCard()?.timer.paused(at);
  outbox.put({ key: `session-timer:${sessionId}:${at}`, method: "PUT", url, body: { action, at } });
}
