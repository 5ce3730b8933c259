// <activity-catalogue data-api="/api/v1/fractals/…">: activities in groups, put into order by
// dragging or by the buttons beside each. Lists are [data-group-id], rows [data-id].

import Sortable from "sortablejs";

import { tellProblem } from "../lib/actions";
import { request } from "../lib/api";
import { closest } from "../lib/dom";
import { refresh } from "../lib/refresh";

class ActivityCatalogue extends HTMLElement {
  /** Moves reach the server in the order in which they were made. */
  #moves: Promise<void> = Promise.resolve();

  connectedCallback(): void {
    this.addEventListener("click", this.#onClick);
    document.addEventListener("refreshed", this.#makeSortable);
    this.#makeSortable();
  }

  disconnectedCallback(): void {
    document.removeEventListener("refreshed", this.#makeSortable);
  }

  get #lists(): HTMLElement[] {
    return Array.from(this.querySelectorAll<HTMLElement>("[data-group-id]"));
  }

  /** Groups come and go with refreshes. */
  #makeSortable = (): void => {
    for (const list of this.#lists) {
      if (Sortable.get(list)) continue;
      const onEnd = ({ item }: { item: HTMLElement }): void => this.#store(item);
      Sortable.create(list, { group: "activities", handle: "[data-grip]", draggable: ">[data-id]", animation: 120, onEnd });
    }
  };

  #onClick = (event: Event): void => {
    const button = closest<HTMLButtonElement>(event.target, "button[data-shift]");
    const row = closest(button, "[data-id]");
    if (!button || !row) return;
    if (button.dataset["shift"] === "-1") this.#up(row);
    else this.#down(row);
    button.focus();
    this.#store(row);
  };

  /** One place up; from the top of a group to the end of the one before. */
  #up(row: HTMLElement): void {
    if (row.previousElementSibling) row.previousElementSibling.before(row);
    else this.#lists[this.#lists.indexOf(row.parentElement!) - 1]?.append(row);
  }

  #down(row: HTMLElement): void {
    if (row.nextElementSibling) row.nextElementSibling.after(row);
    else this.#lists[this.#lists.indexOf(row.parentElement!) + 1]?.prepend(row);
  }

  /** Tells the server where a row stands now; the page then shows what the server has. */
  #store(row: HTMLElement): void {
    const list = row.parentElement!;
    const place = { group_id: list.dataset["groupId"] || null, sort_order: Array.from(list.children).indexOf(row) };
    const url = `${this.dataset["api"]}/activities/${row.dataset["id"]}/place`;
    this.#moves = this.#moves
      .then(() => request("PUT", url, { body: place }))
      .then(() => undefined, tellProblem)
      .then(refresh);
  }
}

customElements.define("activity-catalogue", ActivityCatalogue);
