// <tag-field>: words as chips, each a ticked checkbox of the form; Enter or a comma adds one.

import { el } from "../lib/dom";

class TagField extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("keydown", this.#onKey);
    this.addEventListener("change", this.#onChange);
    this.addEventListener("focusout", this.#add);
  }

  get #input(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>("input:not([type=checkbox])")!;
  }

  get #list(): HTMLElement {
    return this.querySelector<HTMLElement>("[data-list]")!;
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.target !== this.#input || (event.key !== "Enter" && event.key !== ",")) return;
    if (this.#input.value.trim() === "") return;
    event.preventDefault();
    this.#add();
  };

  /** A chip that is not ticked any more leaves. */
  #onChange = (event: Event): void => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox" || box.checked) return;
    box.closest("label")?.remove();
    this.#input.focus();
  };

  #add = (): void => {
    const tag = this.#input.value.trim().replace(/,$/, "").trim();
    this.#input.value = "";
    const known = Array.from(this.querySelectorAll<HTMLInputElement>("[type=checkbox]"), (box) => box.value);
    if (tag === "" || known.includes(tag)) return;
    const box = el("input", { type: "checkbox", name: "tags", value: tag, "data-type": "list", checked: true });
    this.#list.append(el("label", { class: "chip tag" }, box, ` ${tag}`));
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
}

customElements.define("tag-field", TagField);
