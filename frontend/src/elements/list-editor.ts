// <list-editor data-list="metrics">: rows that are added, removed and put into order.
//   [data-rows]              holds the rows, each [data-item]
//   <template>               a new row; `__n__` in its ids becomes a number of its own
//   button[data-row=…]       add, remove, up, down
//   [data-grip]              where a row is dragged by
// Names of fields have a `*` for the row's place (see lib/form-json), so order is the order of the page.

import Sortable from "sortablejs";

import { closest } from "../lib/dom";
import { toast } from "../lib/toast";
import { words } from "../lib/words";
import { ApiForm } from "./api-form";

let made = 0;

export class ListEditor extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", this.#onClick);
    const options: Sortable.Options = { handle: "[data-grip]", draggable: ">[data-item]", animation: 120, onEnd: () => this.#changed() };
    const group = this.dataset["group"];
    if (group) options.group = group;
    Sortable.create(this.rows, options);
    document.addEventListener("refreshed", this.#show);
    this.#show();
  }

  disconnectedCallback(): void {
    document.removeEventListener("refreshed", this.#show);
    this.removeEventListener("click", this.#onClick);
    Sortable.get(this.rows)?.destroy();
  }

  get rows(): HTMLElement {
    return this.querySelector<HTMLElement>("[data-rows]")!;
  }

  /** Adds an empty row at the end and returns it. */
  add(): HTMLElement {
    const template = this.querySelector<HTMLTemplateElement>(":scope > template")!;
    const holder = document.createElement("div");
    // A template inside the row keeps its own place holders: it numbers them when it is used.
    holder.innerHTML = numbered(template.innerHTML, `new${++made}`);
    const row = holder.firstElementChild as HTMLElement;
    this.rows.append(row);
    this.#changed();
    return row;
  }

  #onClick = (event: Event): void => {
    const button = closest<HTMLButtonElement>(event.target, "button[data-row]");
    if (!button || closest(button, "list-editor") !== this) return;
    const row = closest(button, "[data-item]");
    const act = button.dataset["row"];
    if (act === "add") this.add().querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
    else if (row && act === "remove") this.#remove(row);
    else if (row && act === "up") this.#shift(row, row.previousElementSibling?.previousElementSibling ?? null, button);
    else if (row && act === "down") this.#shift(row, row.nextElementSibling, button);
  };

  /** Puts a row after another, or first; the button keeps the focus, so that it can be pressed again. */
  #shift(row: HTMLElement, after: Element | null, button: HTMLElement): void {
    if (after) after.after(row);
    else this.rows.prepend(row);
    button.focus();
    this.#changed();
  }

  #remove(row: HTMLElement): void {
    const next = row.nextElementSibling;
    const neighbour = (next ?? row.previousElementSibling)?.querySelector<HTMLElement>("button[data-row=remove]");
    row.remove();
    this.#changed();
    (neighbour ?? this.querySelector<HTMLElement>(":scope > button[data-row=add]"))?.focus();
    const undo = async (): Promise<void> => {
      if (next?.isConnected) next.before(row);
      else this.rows.append(row);
      this.#changed();
    };
    toast({ text: words.removed(this.dataset["what"] ?? ""), undo });
  }

  #changed(): void {
    this.#show();
    const form = closest(this, "api-form");
    if (form instanceof ApiForm) form.touch();
    this.dispatchEvent(new CustomEvent("rowschanged", { bubbles: true }));
  }

  /** What is at the end cannot go further; a list that is empty says so. */
  #show = (): void => {
    const rows = Array.from(this.rows.querySelectorAll<HTMLElement>(":scope > [data-item]"));
    rows.forEach((row, place) => {
      own(row, this, "up")?.toggleAttribute("disabled", place === 0);
      own(row, this, "down")?.toggleAttribute("disabled", place === rows.length - 1);
    });
    this.toggleAttribute("data-empty", rows.length === 0);
  };
}

/** A row's button that belongs to this list, not to one inside the row. */
function own(row: HTMLElement, list: ListEditor, act: string): HTMLElement | undefined {
  const buttons = Array.from(row.querySelectorAll<HTMLElement>(`button[data-row=${act}]`));
  return buttons.find((button) => closest(button, "list-editor") === list);
}

/** Replaces the place holder, except in templates further in. */
function numbered(html: string, number: string): string {
  return html.replace(/(<template[\s\S]*?<\/template>)|__n__/g, (_, inner?: string) => inner ?? number);
}

customElements.define("list-editor", ListEditor);
