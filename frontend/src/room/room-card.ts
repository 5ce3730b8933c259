// <room-card data-instance data-url data-name>: one activity of the session. Its fields are the
// truth: what changes is kept as a draft at once, sent after a moment, and looks after itself.

import type { Problem } from "../lib/api";
import { closest } from "../lib/dom";
import { clearError, showError } from "../lib/field-errors";
import { toast } from "../lib/toast";
import { ulid } from "../lib/ulid";
import {
  type Cells, cellsIn, type Draft, fill, inputsIn, markSaved, newRow, number, rowsIn, type SetBody, setsIn, showDraft,
  type ValueBody, valuesIn,
} from "./cells";
import { CardTimer } from "./card-timer";
import { draftOf, dropDraft, keepDraft } from "./drafts";
import { read, serveNumbers, write } from "./number-input";
import { type Accepted, type Change, outbox } from "./outbox";
import { showSummary } from "./card-summary";
import { roomWords } from "./words";

export type Part = "sets" | "values" | "notes";

/** An instance as the API answers it, as far as a card shows it. */
export interface Instance {
  id: string;
  time_start: string | null;
  time_stop: string | null;
  pauses: { paused_at: string; resumed_at: string | null }[];
  completed: boolean;
  yield: number | null;
  best_set_id: string | null;
}

const PAUSE_MS = 500;

export class RoomCard extends HTMLElement {
  readonly timer = new CardTimer(this);
  #isWired = false;
  #due = new Map<Part, number>();

  connectedCallback(): void {
    this.setAttribute("data-keep", "");
    if (this.#isWired) return;
    this.#isWired = true;
    for (const row of this.#rows) if (row.dataset["set"] === "") row.dataset["set"] = ulid();
    serveNumbers(this);
    this.addEventListener("input", this.#onInput);
    this.addEventListener("change", this.#onChange);
    this.addEventListener("click", this.#onClick);
    this.#restore();
    this.timer.restore();
    showSummary(this);
  }

  get instanceId(): string {
    return this.dataset["instance"] ?? "";
  }

  get url(): string {
    return this.dataset["url"] ?? "";
  }

  get name(): string {
    return this.dataset["name"] ?? "";
  }

  /** The list of sets, where the activity is done in sets. */
  get list(): HTMLElement | null {
    return this.querySelector<HTMLElement>("[data-sets]");
  }

  /** The fields of values outside of sets. */
  get loose(): HTMLElement | null {
    return this.querySelector<HTMLElement>("[data-values]");
  }

  get notes(): HTMLTextAreaElement | null {
    return this.querySelector<HTMLTextAreaElement>("textarea[data-notes]");
  }

  get #template(): HTMLTemplateElement {
    return this.querySelector<HTMLTemplateElement>("template[data-row]")!;
  }

  get #rows(): HTMLElement[] {
    return this.list ? rowsIn(this.list) : [];
  }

  get #last(): Cells[] {
    return JSON.parse(this.dataset["last"] ?? "[]") as Cells[];
  }

  /** Whether a field holds what cannot be stored. */
  get isWrong(): boolean {
    return this.querySelector("[aria-invalid=true]") !== null;
  }

  /** Sends at once what still waits for a pause in typing. */
  flush(): void {
    for (const part of [...this.#due.keys()]) this.#send(part);
  }

  #onInput = (event: Event): void => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
    if (field.hasAttribute("aria-invalid") && field instanceof HTMLInputElement && read(field).problem === null) clearError(field);
    const part = this.#partOf(field);
    if (part) this.#changed(part);
  };

  #onChange = (event: Event): void => {
    const field = event.target;
    if (field instanceof HTMLInputElement && field.dataset["metric"]) this.#check(field);
    this.flush();
    showSummary(this);
  };

  #onClick = (event: MouseEvent): void => {
    const button = closest(event.target, "button");
    if (!button) return;
    if ("repeat" in button.dataset) this.#repeat(button);
    else if ("addSet" in button.dataset) this.#addSet();
    else if ("remove" in button.dataset) this.#removeSet(closest(button, "[data-set]")!);
  };

  #partOf(field: HTMLElement): Part | null {
    if (field === this.notes) return "notes";
    if (this.list?.contains(field)) return "sets";
    return this.loose?.contains(field) ? "values" : null;
  }

  #repeat(button: HTMLElement): void {
    const input = closest(button, ".measure")?.querySelector("input");
    if (input) write(input, input.dataset["last"] ?? "");
  }

  #check(input: HTMLInputElement): void {
    const { problem } = read(input);
    if (problem) showError(input, problem);
    else if (input.hasAttribute("aria-invalid")) clearError(input);
  }

  /** Keeps what was typed and sends it after a moment. */
  #changed(part: Part): void {
    keepDraft(this.instanceId, { [part]: this.#typed(part) });
    clearTimeout(this.#due.get(part));
    this.#due.set(part, window.setTimeout(() => this.#send(part), PAUSE_MS));
    this.#tell();
  }

  #typed(part: Part): Draft[Part] {
    if (part === "notes") return this.notes?.value ?? "";
    if (part === "values") return this.loose ? cellsIn(this.loose) : {};
    return this.#rows.map((row) => ({ id: row.dataset["set"] ?? "", kind: row.dataset["kind"] ?? "", cells: cellsIn(row) }));
  }

  #send(part: Part): void {
    clearTimeout(this.#due.get(part));
    this.#due.delete(part);
    outbox.put(this.#change(part));
    this.#tell();
  }

  /** For those who show whether all is stored. */
  #tell(): void {
    this.toggleAttribute("data-due", this.#due.size > 0);
    this.dispatchEvent(new CustomEvent("typed", { bubbles: true }));
  }

  #change(part: Part): Change {
    const key = `${part}:${this.instanceId}`;
    if (part === "notes") return { key, method: "PATCH", url: this.url, body: { notes: this.notes?.value.trimEnd() || null } };
    const body = part === "sets" ? setsIn(this.list!) : valuesIn(this.loose!);
    return { key, method: "PUT", url: `${this.url}/${part}`, body: body as never };
  }

  /** Shows again what was typed before the page was left, and sends it. */
  #restore(): void {
    const draft = draftOf(this.instanceId);
    if (draft?.sets && this.list) showDraft(this.list, this.#template, draft.sets);
    if (draft?.values && this.loose) fill(this.loose, draft.values);
    if (draft?.notes !== undefined && this.notes) this.notes.value = draft.notes;
    if (this.list) number(this.list, this.#last);
    if (!draft) return;
    inputsIn(this).forEach((input) => this.#check(input));
    for (const part of Object.keys(draft) as Part[]) this.#send(part);
  }

  #addSet(): void {
    const before = this.#rows.at(-1);
    const row = newRow(this.#template);
    if (before) fill(row, cellsIn(before));
    this.list!.append(row);
    this.#renumber();
    (inputsIn(row)[0] ?? row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  #removeSet(row: HTMLElement): void {
    const place = this.#rows.indexOf(row);
    const next = row.nextElementSibling;
    row.remove();
    this.#renumber();
    this.querySelector<HTMLElement>("[data-add-set]")?.focus({ preventScroll: true });
    toast({ text: roomWords.setRemoved(place + 1), undo: async () => this.#bringBack(row, next) });
  }

  /** A removed set comes back as a new one: its old row may be in the trash by now. */
  #bringBack(row: HTMLElement, next: Element | null): void {
    row.dataset["set"] = ulid();
    row.setAttribute("data-new", "");
    this.list!.insertBefore(row, next?.isConnected ? next : null);
    this.#renumber();
  }

  #renumber(): void {
    number(this.list!, this.#last);
    this.#changed("sets");
    this.flush();
    showSummary(this);
  }

  /** The server has what was sent. */
  accepted({ change, answer, isOutdated }: Accepted): void {
    const [part] = change.key.split(":") as [Part];
    if (part === "sets") this.#markSets(change.body as never);
    if (part === "values") markSaved(this.loose!, change.body as never);
    const isLeft = isOutdated || this.#due.has(part) || (part !== "notes" && this.isWrong);
    if (!isLeft) dropDraft(this.instanceId, part);
    if (answer.body) showSummary(this, answer.body as Instance);
  }

  #markSets(sets: SetBody[]): void {
    const stored = new Map(sets.map((one) => [one.id, one.values]));
    for (const row of this.#rows) {
      const values = stored.get(row.dataset["set"] ?? "");
      if (!values) continue;
      row.removeAttribute("data-new");
      markSaved(row, values);
    }
  }

  /** Shows why the server refused what was sent, at the fields it names. */
  refused(change: Change, problem: Problem): void {
    const [part] = change.key.split(":") as [Part];
    if (problem.status === 404) dropDraft(this.instanceId, part);
    const errors = problem.errors.length > 0 ? problem.errors : [{ pointer: "", message: problem.message }];
    for (const { pointer, message } of errors) {
      const field = part === "notes" ? this.notes : this.#fieldAt(part, change, pointer);
      if (field) showError(field, message);
      else toast({ text: `${this.name}: ${message}`, isError: true });
    }
  }

  #fieldAt(part: Part, change: Change, pointer: string): HTMLInputElement | null {
    const path = pointer.split("/").slice(1);
    const inSet = part === "sets" ? (change.body as unknown as SetBody[])[Number(path[0])] : undefined;
    const values = part === "sets" ? inSet?.values : (change.body as unknown as ValueBody[]);
    const value = values?.[Number(path[part === "sets" ? 2 : 0])];
    const within = part === "sets" ? this.#rows.find((row) => row.dataset["set"] === inSet?.id) : this.loose;
    if (!value || !within) return null;
    const { metric_definition_id: metric, split_definition_id: split = "" } = value;
    return inputsIn(within).find((input) => input.dataset["metric"] === metric && (input.dataset["split"] ?? "") === split) ?? null;
  }
}

customElements.define("room-card", RoomCard);
