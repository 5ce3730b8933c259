// The clock of one activity: shown at once, stored through the outbox with the instant of the tap.

import { el, icon } from "../lib/dom";
import { outbox } from "./outbox";
import type { PracticeClock } from "./practice-clock";
import type { Instance, RoomCard } from "./room-card";
import { after, stateOf, type Timing, type TimingAction, type TimingState } from "./timing";
import { roomWords } from "./words";

interface TimerBody {
  action: TimingAction;
  at: string;
  switch?: boolean;
}

/** Which actions are offered in which state. */
const OFFERED: Record<TimingState, TimingAction[]> = {
  idle: ["start"],
  running: ["pause"],
  paused: ["resume"],
  stopped: ["resume"],
};

export class CardTimer {
  #card: RoomCard;

  constructor(card: RoomCard) {
    this.#card = card;
  }

  get #clock(): PracticeClock | null {
    return this.#card.querySelector("practice-clock");
  }

  get timing(): Timing {
    return this.#clock?.timing ?? { start: null, stop: null, pauses: [] };
  }

  get state(): TimingState {
    return stateOf(this.timing);
  }

  /** Shows what was tapped before the page was left and is not sent yet. */
  restore(): void {
    const key = this.#key;
    for (const change of outbox.waiting) {
      if (change.key.startsWith(key)) this.#apply(change.body as unknown as TimerBody);
    }
    this.show();
  }

  get #key(): string {
    return `timer:${this.#card.instanceId}:`;
  }

  /** Does what was tapped; the answer may still say that another clock runs. */
  act(action: TimingAction, switches = false): void {
    const at = new Date().toISOString();
    const body: TimerBody = { action, at, ...(switches ? { switch: true } : {}) };
    this.#showAfter(action, at);
    outbox.put({ key: this.#key + at, method: "PUT", url: `${this.#card.url}/timer`, body: body as never });
  }

  #apply({ action, at }: TimerBody): void {
    this.set(after(this.timing, action, at));
  }

  /** Takes the clock over from the server, unless newer taps wait. */
  take(instance: Instance): void {
    if (outbox.waiting.some((change) => change.key.startsWith(this.#key))) return;
    this.set({ start: instance.time_start, stop: instance.time_stop, pauses: instance.pauses });
    this.#card.toggleAttribute("data-done", instance.completed);
    this.show();
  }

  set(timing: Timing): void {
    if (this.#clock) this.#clock.timing = timing;
  }

  /** Draws the buttons for what the clock is doing. */
  show(): void {
    const { state } = this;
    this.#card.dataset["clock"] = state;
    const buttons = this.#card.querySelector("[data-timer-buttons]");
    const offered = OFFERED[state].map((action) => {
      const label = roomWords[action as "start" | "pause" | "resume"];
      const name = action === "pause" ? "pause" : "play";
      return el("button", { class: "button", type: "button", "data-timer": action, "aria-label": `${label}: ${this.#card.name}` }, icon(name), label);
    });
    const hadFocus = buttons?.contains(document.activeElement);
    buttons?.replaceChildren(...offered);
    if (hadFocus) offered[0]?.focus();
  }

  /** Another clock was started, or the session was paused: the server pauses this one with it. */
  paused(at: string): void {
    this.#showAfter("pause", at);
  }

  #showAfter(action: TimingAction, at: string): void {
    this.#apply({ action, at });
    this.show();
  }
}
