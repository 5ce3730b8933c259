// The practice room: cards that save themselves, one outbox, clocks from stored instants.

import { tellProblem } from "../lib/actions";
import { get } from "../lib/api";
import { closest } from "../lib/dom";
import { added, isAdding, serveAdding } from "../room/add-activity";
import { cardOf, clockAccepted, clockRefused, pauseSession } from "../room/clocks";
import { finishAccepted, finishRefused, isFinishing, serveFinishing } from "../room/finish";
import "../room/order";
import { type Accepted, outbox, type Refused } from "../room/outbox";
import type { PracticeClock } from "../room/practice-clock";
import "../room/practice-clock";
import { type Instance, RoomCard } from "../room/room-card";
import "../room/save-state";
import { type Pause, stateOf } from "../room/timing";
import { rememberUnfolded } from "../room/unfolded";
import { stayAwake } from "../room/wake-lock";
import "./room.css";

const room = document.querySelector<HTMLElement>("[data-room]")!;
const sessionUrl = room.dataset["room"] ?? "";
const finishForm = document.querySelector<HTMLFormElement>("form[data-finish]");

const sessionClock = (): PracticeClock => document.querySelector<PracticeClock>("#session-clock")!;

interface SessionTimes {
  session_start: string | null;
  session_end: string | null;
  pauses: Pause[];
}

/** Shows whether the session runs: the style sheet knows which buttons to offer. */
function showSessionState(): void {
  const state = stateOf(sessionClock().timing);
  document.querySelector<HTMLElement>("#session-bar")!.dataset["state"] = state;
  stayAwake(state === "running");
}

function takeSession({ session_start: start, session_end: stop, pauses }: SessionTimes): void {
  sessionClock().timing = { start, stop, pauses };
  showSessionState();
}

/** Starting an activity's clock starts or resumes its session's, too. */
async function timerAccepted(card: RoomCard, news: Accepted): Promise<void> {
  await clockAccepted(card, news);
  if (card.timer.state !== "running" || stateOf(sessionClock().timing) === "running") return;
  takeSession(await get<SessionTimes>(sessionUrl));
}

async function accepted(news: Accepted): Promise<void> {
  const { key } = news.change;
  const card = cardOf(news.change);
  if (isAdding(key)) await added(news);
  else if (finishForm && isFinishing(finishForm, key)) finishAccepted(finishForm, news);
  else if (key.startsWith(`session-timer:${room.dataset["session"]}:`)) takeSession(news.answer.body as SessionTimes);
  else if (card && key.startsWith("timer:")) await timerAccepted(card, news);
  else if (card && key.startsWith("done:")) card.timer.take(news.answer.body as Instance);
  else if (card && /^(sets|values|notes):/.test(key)) card.accepted(news);
}

async function refused(news: Refused): Promise<void> {
  const { change, problem } = news;
  const card = cardOf(change);
  if (finishForm && isFinishing(finishForm, change.key)) finishRefused(finishForm, news);
  else if (card && change.key.startsWith("timer:")) await clockRefused(card, news);
  else if (card && /^(sets|values|notes):/.test(change.key)) card.refused(change, problem);
  else throw problem;
}

outbox.addEventListener("accepted", (event) => void accepted((event as CustomEvent<Accepted>).detail).catch(tellProblem));
outbox.addEventListener("refused", (event) => void refused((event as CustomEvent<Refused>).detail).catch(tellProblem));

room.addEventListener("click", (event) => {
  if (!closest(event.target, "[data-pause-session]")) return;
  pauseSession(sessionClock(), room.dataset["session"] ?? "", `${sessionUrl}/timer`);
  showSessionState();
});

// A phone that is put away may never wake this page again.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") flush();
});
addEventListener("pagehide", flush);

function flush(): void {
  for (const card of document.querySelectorAll("room-card")) if (card instanceof RoomCard) card.flush();
}

const addDialog = document.querySelector<HTMLDialogElement>("#add-activity");
if (addDialog) serveAdding(addDialog, `${sessionUrl}/instances`);
if (finishForm) serveFinishing(finishForm);
rememberUnfolded(room);
showSessionState();
void outbox.send();
