// Keys that do something, and the sheet that shows them. Single keys can be switched off.

import { el, icon, takesText } from "./dom";
import { words } from "./words";

export interface Shortcut {
  /** Keys pressed one after another, such as "?" or "g t", as `KeyboardEvent.key`. */
  keys: string;
  label: string;
  group?: string;
  /** Absent for keys that a component handles itself and only shows here. */
  run?: () => void;
}

const OFF = "keys-off";
const SEQUENCE_MS = 1200;
const shortcuts: Shortcut[] = [];
let pressed = "";
let pressedAt = 0;

/** Adds keys to the page; those without `run` only appear on the sheet. */
export function addKeys(...more: Shortcut[]): void {
  shortcuts.push(...more);
}

const areOff = (): boolean => localStorage.getItem(OFF) !== null;

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (areOff() || takesText(event.target) || document.querySelector("dialog[open]")) return;
  const now = Date.now();
  const typed = now - pressedAt < SEQUENCE_MS ? `${pressed} ${event.key}` : event.key;
  const found = find(typed) ?? find(event.key);
  pressed = event.key;
  pressedAt = now;
  if (!found?.run) return;
  event.preventDefault();
  pressed = "";
  found.run();
}

const find = (keys: string): Shortcut | undefined => shortcuts.find((one) => one.keys === keys);

/** Opens the sheet of keys. */
export function showKeys(): void {
  document.getElementById("keys-sheet")?.remove();
  const sheet = el("dialog", { class: "dialog", id: "keys-sheet", "aria-labelledby": "keys-sheet-title" });
  const close = el("button", { class: "button button--quiet button--icon", type: "button", "data-close": true, "aria-label": words.close }, icon("close"));
  const head = el("div", { class: "dialog__head" }, el("h2", { id: "keys-sheet-title" }, words.keysTitle), close);
  const body = el("div", { class: "dialog__body stack" }, onOffSwitch());
  for (const group of new Set(shortcuts.map(groupOf))) {
    body.append(el("h3", {}, group), keyList(shortcuts.filter((one) => groupOf(one) === group)));
  }
  sheet.append(head, body);
  document.body.append(sheet);
  sheet.showModal();
}

const groupOf = (shortcut: Shortcut): string => shortcut.group ?? words.keysEverywhere;

function keyList(keys: Shortcut[]): HTMLElement {
  const list = el("dl", { class: "key-list" });
  for (const one of keys) {
    const caps = one.keys.split(" ").map((key) => el("kbd", {}, key));
    list.append(el("dt", {}, ...caps), el("dd", {}, one.label));
  }
  return list;
}

function onOffSwitch(): HTMLElement {
  const box = el("input", { type: "checkbox", checked: !areOff() });
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "");
  });
  return el("label", { class: "check check--plain" }, box, words.keysOn);
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-keys-help]")) showKeys();
});
