// A question with two answers, where undo would come too late.

import { el } from "./dom";

/** Asks; true if the person agrees. */
export function ask(title: string, text: string, yes: string, no: string): Promise<boolean> {
  const agree = el("button", { class: "button button--primary button--large", type: "button", value: "yes" }, yes);
  const leave = el("button", { class: "button button--quiet", type: "button" }, no);
  const dialog = el(
    "dialog",
    { class: "dialog", "aria-labelledby": "question-title" },
    el("div", { class: "dialog__head" }, el("h2", { id: "question-title" }, title)),
    el("div", { class: "dialog__body stack" }, el("p", {}, text), el("div", { class: "form-actions" }, agree, leave)),
  );
  document.body.append(dialog);
  agree.addEventListener("click", () => dialog.close("yes"));
  leave.addEventListener("click", () => dialog.close());
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
