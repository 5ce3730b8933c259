// Lists to choose from in a dialog: open short-term goals, and templates.

import { get } from "../lib/api";
import { el, level } from "../lib/dom";
import { startWords } from "./start-words";

interface Goal {
  id: string;
  name: string;
  deadline: string | null;
}

interface Template {
  id: string;
  name: string;
  sections: { activities: unknown[] }[];
}

interface Page<T> {
  items: T[];
}

const MANY = 8;
const WHOLE = 200;

export const fractalUrl = (): string => `/api/v1/fractals/${document.documentElement.dataset["fractal"] ?? ""}`;

/** Open short-term goals, those due first on top. */
export async function openGoals(): Promise<Goal[]> {
  const { items } = await get<Page<Goal>>(`${fractalUrl()}/goals?type=ShortTermGoal&completed=false&limit=${WHOLE}`);
  return items.sort((one, other) => (one.deadline ?? "9").localeCompare(other.deadline ?? "9"));
}

export async function templates(): Promise<Template[]> {
  return (await get<Page<Template>>(`${fractalUrl()}/templates?limit=${WHOLE}`)).items;
}

/** Checkboxes for goals, with a filter where there are many. */
export function goalChoice(goals: Goal[], chosen: Set<string>): HTMLFieldSetElement {
  const list = el("div", { class: "choice-list" }, ...goals.map((goal) => goalBox(goal, chosen.has(goal.id))));
  const legend = el("legend", { class: "field__label" }, startWords.goals);
  const none = goals.length === 0 ? el("p", { class: "soft" }, startWords.noGoals) : null;
  return el("fieldset", {}, legend, none, goals.length > MANY ? filterFor(list) : null, list);
}

function goalBox(goal: Goal, isChosen: boolean): HTMLElement {
  const box = el("input", { type: "checkbox", value: goal.id, checked: isChosen });
  const due = goal.deadline ? el("span", { class: "soft small" }, startWords.due(dayOf(goal.deadline))) : null;
  return el("label", { class: "choice-list__item" }, box, level("ShortTermGoal", false), el("span", { class: "choice-list__name" }, goal.name, due));
}

/** A calendar date in words: it is the same day everywhere. */
const dayOf = (date: string): string =>
  new Date(date).toLocaleDateString("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });

function filterFor(list: HTMLElement): HTMLElement {
  const search = el("input", { class: "input", type: "search", placeholder: startWords.findGoal, "aria-label": startWords.findGoal });
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLocaleLowerCase();
    for (const item of list.children) {
      const isHit = item.textContent.toLocaleLowerCase().includes(wanted) || item.querySelector(":checked") !== null;
      (item as HTMLElement).hidden = !isHit;
    }
  });
  return search;
}

/** Radio buttons for templates; none where there are none. */
export function templateChoice(all: Template[]): HTMLFieldSetElement | null {
  if (all.length === 0) return null;
  const items = all.map(({ id, name, sections }) => {
    const count = sections.reduce((sum, section) => sum + section.activities.length, 0);
    return templateBox(id, name, startWords.activities(count), false);
  });
  const list = el("div", { class: "choice-list" }, templateBox("", startWords.noTemplate, "", true), ...items);
  return el("fieldset", {}, el("legend", { class: "field__label" }, startWords.template), list);
}

function templateBox(id: string, name: string, more: string, isChosen: boolean): HTMLElement {
  const radio = el("input", { type: "radio", name: "template", value: id, checked: isChosen });
  return el("label", { class: "choice-list__item" }, radio, el("span", { class: "choice-list__name" }, name), el("span", { class: "soft small" }, more));
}

/** The ids that are ticked. */
export const ticked = (within: HTMLElement): string[] =>
  Array.from(within.querySelectorAll<HTMLInputElement>("input[type=checkbox]:checked"), (box) => box.value);
