// The dialog that adds an activity to the session: a filter, and a button per activity.

import { closest, el } from "../lib/dom";
import { refresh } from "../lib/refresh";
import { ulid } from "../lib/ulid";
import { type Accepted, outbox } from "./outbox";
import { roomWords } from "./words";

const KEY = "add:";

/** Adds an instance of an activity; a placeholder stands for it until the server has it. */
function add(button: HTMLElement, instancesUrl: string): void {
  const { add: activityId = "", name = "" } = button.dataset;
  const id = ulid();
  const placeholder = el("p", { class: "adding", id: `adding-${id}`, "data-keep": true, role: "status" }, roomWords.adding(name));
  document.querySelector("[data-cards]")?.append(placeholder);
  outbox.put({ key: KEY + id, method: "POST", url: instancesUrl, body: { id, activity_definition_id: activityId } });
}

/** Shows only the activities whose names hold what was typed, and groups that have any. */
function filter(dialog: HTMLElement, text: string): void {
  const wanted = text.trim().toLocaleLowerCase();
  for (const button of dialog.querySelectorAll<HTMLElement>("[data-add]")) {
    button.hidden = !(button.dataset["name"] ?? "").toLocaleLowerCase().includes(wanted);
  }
  for (const group of dialog.querySelectorAll<HTMLElement>("[data-group]")) {
    group.hidden = group.querySelector("[data-add]:not([hidden])") === null;
  }
  const found = dialog.querySelectorAll("[data-add]:not([hidden])").length;
  const output = dialog.querySelector("output");
  if (output) output.textContent = found === 0 ? roomWords.nothingFound : "";
}

/** Serves the dialog of the page. */
export function serveAdding(dialog: HTMLDialogElement, instancesUrl: string): void {
  dialog.addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.type === "search") filter(dialog, event.target.value);
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !closest(event.target, "[type=search]")) return;
    event.preventDefault();
    dialog.querySelector<HTMLElement>("[data-add]:not([hidden])")?.click();
  });
  dialog.addEventListener("click", (event) => {
    const button = closest(event.target, "[data-add]");
    if (!button) return;
    add(button, instancesUrl);
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    const search = dialog.querySelector<HTMLInputElement>("[type=search]");
    if (search) search.value = "";
    filter(dialog, "");
  });
  // A new activity goes straight into the session.
  dialog.addEventListener("saved", (event) => {
    const made = (event as CustomEvent<{ id: string; name: string }>).detail;
    add(el("button", { "data-add": made.id, "data-name": made.name }), instancesUrl);
  });
}

export const isAdding = (key: string): boolean => key.startsWith(KEY);

/** The server has the instance: its card comes, open and in sight. */
export async function added({ change }: Accepted): Promise<void> {
  const id = change.key.slice(KEY.length);
  document.getElementById(`adding-${id}`)?.remove();
  await refresh();
  const card = document.getElementById(`instance-${id}`);
  card?.querySelector("details")?.setAttribute("open", "");
  card?.scrollIntoView({ block: "start", behavior: "smooth" });
  card?.querySelector<HTMLElement>("summary")?.focus({ preventScroll: true });
}
