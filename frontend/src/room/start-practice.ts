// <button data-start-practice data-goal="…">: asks for which goals and after which plan, then opens
// the room. <button data-choose-goals="…/goals" data-chosen='[…]'>: changes the goals of a session.

import { tellProblem } from "../lib/actions";
import { goAndTell } from "../lib/after";
import { create, request } from "../lib/api";
import { closest, el, icon } from "../lib/dom";
import { practise } from "../lib/practise";
import { refresh } from "../lib/refresh";
import { words } from "../lib/words";
import { fractalUrl, goalChoice, openGoals, templateChoice, templates, ticked } from "./choosing";
import { startWords } from "./start-words";

/** A dialog that is gone once it closes. */
function openDialog(title: string, body: HTMLElement): HTMLDialogElement {
  const id = "choose-title";
  const close = el("button", { class: "button button--quiet button--icon", type: "button", "data-close": true, "aria-label": words.close }, icon("close"));
  const head = el("div", { class: "dialog__head" }, el("h2", { id }, title), close);
  const dialog = el("dialog", { class: "dialog", "aria-labelledby": id }, head, el("div", { class: "dialog__body" }, body));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

async function startPractice(goalIds: string[]): Promise<void> {
  const [goals, plans] = await Promise.all([openGoals(), templates()]);
  const start = el("button", { class: "button button--primary button--large", type: "submit" }, icon("play"), startWords.start);
  const plan = el("button", { class: "button button--quiet", type: "button" }, startWords.plan);
  const form = el("form", { class: "stack" }, goalChoice(goals, new Set(goalIds)), templateChoice(plans), el("div", { class: "form-actions choice-actions" }, start, plan));
  const session = (): { parent_goal_ids: string[]; session_template_id?: string } => {
    const template = form.querySelector<HTMLInputElement>("[name=template]:checked")?.value;
    return { parent_goal_ids: ticked(form), ...(template ? { session_template_id: template } : {}) };
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void whileBusy(start, () => practise(session()));
  });
  plan.addEventListener("click", () => void whileBusy(plan, () => planIt(session())));
  openDialog(startWords.title, form);
  (form.querySelector<HTMLElement>("input:checked, input") ?? start).focus();
}

async function planIt(session: { parent_goal_ids: string[] }): Promise<void> {
  const { body } = await create<{ id: string }>(`${fractalUrl()}/sessions`, session);
  goAndTell(`/fractals/${document.documentElement.dataset["fractal"]}/sessions/${body.id}`, { text: startWords.planned });
}

async function chooseGoals(url: string, chosen: string[]): Promise<void> {
  const goals = await openGoals();
  const save = el("button", { class: "button button--primary", type: "submit" }, startWords.save);
  const cancel = el("button", { class: "button button--quiet", type: "button", "data-close": true }, startWords.cancel);
  const form = el("form", { class: "stack" }, goalChoice(goals, new Set(chosen)), el("div", { class: "form-actions choice-actions" }, save, cancel));
  // What is not offered any more, such as a goal that is done, stays.
  const kept = chosen.filter((id) => !goals.some((goal) => goal.id === id));
  const dialog = openDialog(startWords.goalsTitle, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void whileBusy(save, async () => {
      await request("PUT", url, { body: { goal_ids: [...kept, ...ticked(form)] } });
      dialog.close();
      await refresh();
    });
  });
}

async function whileBusy(button: HTMLButtonElement, work: () => Promise<void>): Promise<void> {
  button.disabled = true;
  try {
    await work();
  } catch (error) {
    tellProblem(error);
  } finally {
    button.disabled = false;
  }
}

document.addEventListener("click", (event) => {
  const button = closest<HTMLButtonElement>(event.target, "button[data-start-practice], button[data-choose-goals]");
  if (!button) return;
  const { goal, chooseGoals: url, chosen = "[]" } = button.dataset;
  closest(button, "details.menu")?.removeAttribute("open");
  void whileBusy(button, () => (url ? chooseGoals(url, JSON.parse(chosen) as string[]) : startPractice(goal ? [goal] : [])));
});
