// Short news at the bottom of the page, with a way back.

import { el, icon } from "./dom";
import { words } from "./words";

export interface Toast {
  text: string;
  undo?: (() => Promise<void>) | undefined;
  isError?: boolean;
}

const SHOWN_MS = 6_000;
const SHOWN_WITH_UNDO_MS = 12_000;

/** Shows news; news with undo stays longer, errors stay until dismissed. */
export function toast(news: Toast): void {
  const stack = document.querySelector("toast-stack");
  if (stack instanceof ToastStack) stack.show(news);
}

/** Where toasts live. Two lists, because a screen reader interrupts itself for errors only. */
export class ToastStack extends HTMLElement {
  connectedCallback(): void {
    if (this.childElementCount > 0) return;
    this.append(el("div", { role: "status" }), el("div", { role: "alert" }));
  }

  show(news: Toast): void {
    const list = this.querySelector(news.isError ? "[role=alert]" : "[role=status]");
    const shown = el("div", { class: news.isError ? "toast toast--error" : "toast" });
    const leave = (): void => shown.remove();
    shown.append(el("span", { class: "toast__text" }, news.text));
    if (news.undo) shown.append(undoButton(news.undo, leave));
    const dismiss = el("button", { class: "button button--icon", type: "button", "aria-label": words.dismiss }, icon("close"));
    dismiss.addEventListener("click", leave);
    shown.append(dismiss);
    // One toast at a time: the newest says what just happened.
    list?.replaceChildren(shown);
    if (!news.isError) leaveInTime(shown, news.undo ? SHOWN_WITH_UNDO_MS : SHOWN_MS, leave);
  }
}

function undoButton(undo: () => Promise<void>, leave: () => void): HTMLButtonElement {
  const button = el("button", { class: "button", type: "button" }, icon("undo"), words.undo);
  button.addEventListener("click", () => {
    leave();
    void undo();
  });
  return button;
}

/** Counts only while nobody is about to use the toast. */
function leaveInTime(shown: HTMLElement, ms: number, leave: () => void): void {
  let timer = setTimeout(leave, ms);
  const hold = (): void => clearTimeout(timer);
  const go = (): void => {
    clearTimeout(timer);
    timer = setTimeout(leave, ms);
  };
  shown.addEventListener("pointerenter", hold);
  shown.addEventListener("focusin", hold);
  shown.addEventListener("pointerleave", go);
  shown.addEventListener("focusout", go);
}

customElements.define("toast-stack", ToastStack);
