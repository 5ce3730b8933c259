// A field for one number: read with a comma or a point, stepped by buttons and arrow keys.

import { closest } from "../lib/dom";
import { roomWords } from "./words";

export interface Reading {
  /** The number; null for a blank field and for what cannot be stored. */
  value: number | null;
  /** Why it cannot be stored, in words. */
  problem: string | null;
}

const HOLD_MS = 450;
const REPEAT_MS = 90;
const GRAINS = [1, 0.5, 0.25, 0.1];

/** What a field says, held against its bounds (`data-min`, `data-max`). */
export function read(input: HTMLInputElement): Reading {
  const text = input.value.trim().replace(/\s/g, "").replace(",", ".").replace("−", "-");
  if (text === "") return { value: null, problem: null };
  const value = Number(text);
  const { min, max } = input.dataset;
  if (!Number.isFinite(value)) return { value: null, problem: roomWords.notANumber };
  if (min && value < Number(min)) return { value: null, problem: roomWords.atLeast(min) };
  if (max && value > Number(max)) return { value: null, problem: roomWords.atMost(max) };
  return { value, problem: null };
}

/** A number as a field shows it. */
export function written(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}

/** The coarsest step that the numbers seen so far fit into. */
function grain(seen: number[]): number {
  return GRAINS.find((step) => seen.every((one) => Math.abs(one / step - Math.round(one / step)) < 1e-9)) ?? 0.01;
}

/** Changes the number by one step; a blank field starts from last time's value. */
function nudge(input: HTMLInputElement, direction: number): void {
  const { min, max, last } = input.dataset;
  const from = read(input).value ?? Number(last || min || 0);
  const seen = [from, last, input.dataset["saved"]].filter((one) => one).map(Number);
  const wanted = from + direction * grain(seen);
  const bounded = Math.min(Math.max(wanted, Number(min || -Infinity)), Number(max || Infinity));
  write(input, written(bounded));
}

/** Puts text into a field as if it had been typed. */
export function write(input: HTMLInputElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** What Enter, "next" on a phone's keyboard, leads to: the next number, or the way to another set. */
function goOn(input: HTMLInputElement, within: HTMLElement): void {
  const stops = Array.from(within.querySelectorAll<HTMLElement>("input[data-metric], [data-add-set]"));
  const next = stops[stops.indexOf(input) + 1];
  if (next) next.focus();
  else input.blur();
}

const KEYS: Record<string, (input: HTMLInputElement, within: HTMLElement) => void> = {
  ArrowUp: (input) => nudge(input, 1),
  ArrowDown: (input) => nudge(input, -1),
  Enter: goOn,
};

let held = 0;
let hasRepeated = false;

function release(): void {
  clearTimeout(held);
  held = 0;
}

const inputBeside = (button: HTMLElement): HTMLInputElement | null =>
  button.parentElement?.querySelector("input") ?? null;

function repeat(button: HTMLElement): void {
  const input = inputBeside(button);
  if (!input || !button.isConnected) return;
  hasRepeated = true;
  nudge(input, Number(button.dataset["nudge"]));
  held = window.setTimeout(repeat, REPEAT_MS, button);
}

/** Serves the number fields within an element, also those that come later. */
export function serveNumbers(within: HTMLElement): void {
  within.addEventListener("pointerdown", (event) => {
    const button = closest(event.target, "[data-nudge]");
    hasRepeated = false;
    if (button) held = window.setTimeout(repeat, HOLD_MS, button);
  });
  for (const end of ["pointerup", "pointercancel", "pointerout"] as const) within.addEventListener(end, release);
  within.addEventListener("contextmenu", (event) => {
    if (closest(event.target, "[data-nudge]")) event.preventDefault();
  });
  within.addEventListener("click", (event) => {
    const button = closest(event.target, "[data-nudge]");
    const input = button && inputBeside(button);
    if (input && !hasRepeated) nudge(input, Number(button.dataset["nudge"]));
    hasRepeated = false;
  });
  within.addEventListener("keydown", (event) => {
    const input = closest<HTMLInputElement>(event.target, "input[data-metric]");
    const act = KEYS[event.key];
    if (!input || !act || event.isComposing) return;
    event.preventDefault();
    act(input, within);
  });
  within.addEventListener("focusin", (event) => closest<HTMLInputElement>(event.target, "input[data-metric]")?.select());
}
