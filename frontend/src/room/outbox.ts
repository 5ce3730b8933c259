// Changes on their way to the server. They are kept in localStorage until they are answered
// and sent in order, one at a time, so that neither a lost connection nor a killed browser
// loses one. Every change has the same effect sent twice as sent once.

import { type Answer, type Json, type Method, Problem, request } from "../lib/api";
import { ulid } from "../lib/ulid";

export interface Change {
  /** What it changes: a newer change of the same key takes the place of one that still waits. */
  key: string;
  method: Method;
  url: string;
  body?: Json;
}

interface Waiting extends Change {
  id: string;
}

export type OutboxState = "saved" | "saving" | "waiting";

export interface Accepted {
  change: Change;
  answer: Answer<unknown>;
  /** Whether a newer change of the same key waits. */
  isOutdated: boolean;
}

export interface Refused {
  change: Change;
  problem: Problem;
}

const LONGEST_WAIT_MS = 15_000;
const AWAY = new Set([0, 429, 502, 503, 504]);
/** How often a change is sent that the server fails on, before it is told and left out. */
const FAULTS_ALLOWED = 4;

/** The changes of one fractal. Fires "state", "accepted" (Accepted) and "refused" (Refused). */
export class Outbox extends EventTarget {
  #key: string;
  #sendingId = "";
  #isRunning = false;
  #wake: (() => void) | null = null;
  #state: OutboxState = "saved";

  constructor(name: string) {
    super();
    this.#key = name;
    addEventListener("online", () => this.#wake?.());
    addEventListener("storage", (event) => {
      if (event.key === this.#key) this.#wake?.();
    });
  }

  get state(): OutboxState {
    return this.#state;
  }

  /** What is not answered yet, oldest first. */
  get waiting(): readonly Change[] {
    return this.#all();
  }

  /** Whether a change of this key is not answered yet. */
  holds(key: string): boolean {
    return this.#all().some((one) => one.key === key);
  }

  /** Takes a change and sends it as soon as it can. */
  put(change: Change): void {
    const all = this.#all();
    const place = all.findIndex((one) => one.key === change.key && one.id !== this.#sendingId);
    const entry = { ...change, id: ulid() };
    if (place < 0) all.push(entry);
    else all[place] = entry;
    this.#store(all);
    this.#wake?.();
    void this.send();
  }

  /** Forgets what waits under keys that end like this: what they change is gone. */
  forget(suffix: string): void {
    this.#store(this.#all().filter((one) => one.id === this.#sendingId || !one.key.endsWith(suffix)));
  }

  /** Sends what waits. Windows of one browser take turns. */
  async send(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#all().length > 0) {
        this.#say("saving");
        await this.#inTurn(() => this.#sendAll());
      }
    } finally {
      this.#isRunning = false;
    }
    this.#say("saved");
  }

  /** Resolves once nothing waits any more. */
  async settled(): Promise<void> {
    while (this.#all().length > 0) {
      await new Promise((resolve) => this.addEventListener("state", resolve, { once: true }));
    }
  }

  /** Only pages on https or on this machine have locks; without them two windows may both send, to the same effect. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    if ("locks" in navigator) await navigator.locks.request(this.#key, work);
    else await work();
  }

  async #sendAll(): Promise<void> {
    let failures = 0;
    for (let next = this.#all()[0]; next; next = this.#all()[0]) {
      const isDone = await this.#sendOne(next, failures >= FAULTS_ALLOWED);
      failures = isDone ? 0 : failures + 1;
      this.#say(isDone ? "saving" : "waiting");
      if (!isDone) await this.#pause(Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures));
    }
  }

  /** Sends one change; false if it is to be tried again. */
  async #sendOne(next: Waiting, isLastTry: boolean): Promise<boolean> {
    this.#sendingId = next.id;
    try {
      const answer = await request(next.method, next.url, next.body === undefined ? {} : { body: next.body });
      this.#drop(next);
      this.#fire("accepted", { change: next, answer, isOutdated: this.holds(next.key) } satisfies Accepted);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (AWAY.has(error.status) || (error.status === 500 && !isLastTry)) return false;
      this.#drop(next);
      this.#fire("refused", { change: next, problem: error } satisfies Refused);
    } finally {
      this.#sendingId = "";
    }
    return true;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #drop(done: Waiting): void {
    this.#store(this.#all().filter((one) => one.id !== done.id));
  }

  #all(): Waiting[] {
    return JSON.parse(localStorage.getItem(this.#key) ?? "[]") as Waiting[];
  }

  #store(all: Waiting[]): void {
    if (all.length === 0) localStorage.removeItem(this.#key);
    else localStorage.setItem(this.#key, JSON.stringify(all));
  }

  #say(state: OutboxState): void {
    this.#state = state;
    this.#fire("state", state);
  }

  #fire(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** The outbox of the fractal on the page. */
export const outbox = new Outbox(`outbox-${document.documentElement.dataset["fractal"] ?? ""}`);
