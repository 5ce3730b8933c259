// <practice-clock data-start data-stop data-pauses='[…]'>: a running time, from stored instants.

import { stopwatch } from "../lib/time";
import { secondsOf, stateOf, type Pause, type Timing } from "./timing";

const SECOND_MS = 1000;
const clocks = new Set<PracticeClock>();
let ticking = 0;

/** One timer moves all clocks, on the second; none runs while nothing does. */
function tick(): void {
  for (const clock of clocks) clock.show();
  const isNeeded = [...clocks].some((clock) => clock.isRunning);
  ticking = isNeeded ? window.setTimeout(tick, SECOND_MS - (Date.now() % SECOND_MS)) : 0;
}

export class PracticeClock extends HTMLElement {
  static observedAttributes = ["data-start", "data-stop", "data-pauses"];

  connectedCallback(): void {
    this.setAttribute("data-keep", "");
    clocks.add(this);
    this.#wake();
  }

  disconnectedCallback(): void {
    clocks.delete(this);
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#wake();
  }

  get timing(): Timing {
    const { start, stop, pauses } = this.dataset;
    return { start: start || null, stop: stop || null, pauses: JSON.parse(pauses || "[]") as Pause[] };
  }

  set timing({ start, stop, pauses }: Timing) {
    this.dataset["start"] = start ?? "";
    this.dataset["stop"] = stop ?? "";
    this.dataset["pauses"] = JSON.stringify(pauses);
  }

  get isRunning(): boolean {
    return stateOf(this.timing) === "running";
  }

  show(): void {
    const text = stopwatch(secondsOf(this.timing, Date.now()));
    if (this.textContent !== text) this.textContent = text;
  }

  #wake(): void {
    this.show();
    if (this.isRunning && ticking === 0) tick();
  }
}

customElements.define("practice-clock", PracticeClock);
