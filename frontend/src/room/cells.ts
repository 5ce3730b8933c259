// Sets and values of an instance between the fields on the page and the API.

import { ulid } from "../lib/ulid";
import { read } from "./number-input";
import { roomWords } from "./words";

export interface ValueBody {
  metric_definition_id: string;
  split_definition_id?: string;
  value: number;
}

export interface SetBody {
  id: string;
  kind?: string;
  values: ValueBody[];
}

/** Text by cell: a cell is a metric in a split or in none. */
export type Cells = Record<string, string>;

/** What a person typed, as typed, so that a reload shows it again. */
export interface Draft {
  sets?: { id: string; kind: string; cells: Cells }[];
  values?: Cells;
  notes?: string;
}

export const inputsIn = (within: Element): HTMLInputElement[] =>
  Array.from(within.querySelectorAll<HTMLInputElement>("input[data-metric]"));

export const rowsIn = (list: Element): HTMLElement[] => Array.from(list.querySelectorAll<HTMLElement>(":scope > [data-set]"));

export const cellOf = (input: HTMLInputElement): string => `${input.dataset["metric"]}|${input.dataset["split"] ?? ""}`;

/** The values in some fields. A field that cannot be stored as it is keeps what is stored. */
export function valuesIn(within: Element): ValueBody[] {
  return inputsIn(within).flatMap((input) => {
    const { value, problem } = read(input);
    const stored = problem === null ? value : Number(input.dataset["saved"] || NaN);
    if (stored === null || Number.isNaN(stored)) return [];
    const { metric = "", split } = input.dataset;
    return [{ metric_definition_id: metric, ...(split ? { split_definition_id: split } : {}), value: stored }];
  });
}

/** The sets of a list. A row that was never stored and says nothing is not a set yet. */
export function setsIn(list: Element): SetBody[] {
  return rowsIn(list).flatMap((row) => {
    const values = valuesIn(row);
    if (row.hasAttribute("data-new") && values.length === 0 && inputsIn(row).length > 0) return [];
    const { set = "", kind } = row.dataset;
    return [{ id: set, ...(kind ? { kind } : {}), values }];
  });
}

export const cellsIn = (within: Element): Cells =>
  Object.fromEntries(inputsIn(within).map((input) => [cellOf(input), input.value]));

/** Puts text into the fields of a row. */
export function fill(within: Element, cells: Cells): void {
  for (const input of inputsIn(within)) input.value = cells[cellOf(input)] ?? "";
}

/** Remembers which values the server has. */
export function markSaved(within: Element, values: ValueBody[]): void {
  const stored = new Map(values.map((one) => [`${one.metric_definition_id}|${one.split_definition_id ?? ""}`, one.value]));
  for (const input of inputsIn(within)) {
    const value = stored.get(cellOf(input));
    input.dataset["saved"] = value === undefined ? "" : String(value);
  }
}

/** A new row for a list of sets, from the card's template. */
export function newRow(template: HTMLTemplateElement, id = ulid()): HTMLElement {
  const row = (template.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>("[data-set]")!;
  row.dataset["set"] = id;
  row.id = `set-${id}`;
  for (const input of inputsIn(row)) {
    const label = row.querySelector(`label[for="${input.id}"]`);
    input.id = `value-${id}-${cellOf(input).replace("|", "-")}`;
    label?.setAttribute("for", input.id);
  }
  return row;
}

/** Numbers the rows and shows beside each field what was done in the set of that number last time. */
export function number(list: Element, last: Cells[]): void {
  rowsIn(list).forEach((row, index) => {
    row.querySelector("[data-number]")!.textContent = String(index + 1);
    row.setAttribute("aria-label", roomWords.setNumber(index + 1));
    row.querySelector("[data-remove]")?.setAttribute("aria-label", roomWords.removeSet(index + 1));
    showLast(row, last[index] ?? {});
  });
}

/** Offers last time's values beside the fields. */
export function showLast(within: Element, last: Cells): void {
  for (const input of inputsIn(within)) {
    const value = last[cellOf(input)] ?? "";
    input.dataset["last"] = value;
    input.placeholder = value;
    const button = input.closest(".measure")?.querySelector<HTMLElement>("[data-repeat]");
    if (!button) continue;
    button.toggleAttribute("data-none", value === "");
    button.querySelector("[data-value]")!.textContent = value;
  }
}

/** The rows that a draft tells of: known ones filled, others made, those it does not name taken away. */
export function showDraft(list: Element, template: HTMLTemplateElement, sets: NonNullable<Draft["sets"]>): void {
  const known = new Map(rowsIn(list).map((row) => [row.dataset["set"], row]));
  const rows = sets.map(({ id, kind, cells }) => {
    const row = known.get(id) ?? newRow(template, id);
    if (kind) row.dataset["kind"] = kind;
    fill(row, cells);
    return row;
  });
  list.replaceChildren(...rows);
}
