// <button data-dialog="id"> opens that <dialog>; data-close closes the one around it.

import { ApiForm } from "../elements/api-form";
import { ask } from "./ask";
import { closest } from "./dom";
import { words } from "./words";

/** Opens a dialog with fresh forms and puts the cursor into its first field. */
export function openDialog(id: string): HTMLDialogElement | null {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return null;
  dialog.showModal();
  dialog.querySelector<HTMLElement>("[autofocus], input:not([type=hidden]), select, textarea")?.focus();
  return dialog;
}

document.addEventListener("click", (event) => {
  const opener = closest(event.target, "[data-dialog]");
  if (opener) {
    closest(opener, "details.menu")?.removeAttribute("open");
    openDialog(opener.dataset["dialog"] ?? "");
  }
  if (closest(event.target, "[data-close]")) closest<HTMLDialogElement>(event.target, "dialog")?.close();
});

// A press that begins and ends outside the box closes it, unless something was typed.
document.addEventListener("pointerdown", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || dialog.querySelector("api-form[data-dirty]")) return;
  const box = dialog.getBoundingClientRect();
  const isInside =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!isInside) dialog.close();
});

/** Asks before what was typed is thrown away by a key that is easily pressed. */
function askToLeave(event: Event, dialog: EventTarget | null): void {
  if (!(dialog instanceof HTMLDialogElement) || !dialog.querySelector("api-form[data-dirty]")) return;
  event.preventDefault();
  void ask(words.leaveTitle, words.leaveText, words.leave, words.goOnTyping).then((leaves) => leaves && dialog.close());
}

// A browser lets Escape pressed again through whatever its "cancel" is answered, so the key itself
// is caught; "cancel" is for a phone's way back.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) askToLeave(event, closest(event.target, "dialog"));
});
document.addEventListener("cancel", (event) => askToLeave(event, event.target), true);

// What was typed and not saved is gone when its dialog closes: the next opening starts fresh.
document.addEventListener(
  "close",
  (event) => {
    if (!(event.target instanceof HTMLDialogElement)) return;
    for (const one of event.target.querySelectorAll("api-form")) if (one instanceof ApiForm) one.form.reset();
  },
  true,
);

// Menus close on Escape and when something else is pressed.
document.addEventListener("pointerdown", (event) => {
  const mine = closest(event.target, "details.menu");
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== mine) menu.removeAttribute("open");
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = closest<HTMLDetailsElement>(event.target, "details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});
