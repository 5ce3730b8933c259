// <api-form action="/api/v1/…" method="post|patch|put"> around a <form>.
//   version  sent as If-Match
//   then     where to go afterwards, with {id} and others from the answer; else the page refreshes
//   toast    what to say afterwards
// A POST carries an id made here, so that sending it again makes nothing twice. A PATCH
// carries only what was changed. Fires a cancelable "saved" event with the answer.

import { carryOn } from "../lib/after";
import { type JsonObject, type Method, Problem, request } from "../lib/api";
import { el } from "../lib/dom";
import { clearError, ownProblems, showErrors } from "../lib/field-errors";
import { collect, type Field, fieldsOf } from "../lib/form-json";
import { toast } from "../lib/toast";
import { ulid } from "../lib/ulid";
import { words } from "../lib/words";

export class ApiForm extends HTMLElement {
  static observedAttributes = ["version"];

  #before: JsonObject = {};
  #newId = ulid();
  #busy = false;

  connectedCallback(): void {
    this.addEventListener("submit", this.#onSubmit);
    this.addEventListener("input", this.#onInput);
    this.addEventListener("reset", this.#onReset);
    // A morph inserts the element first and its form right after.
    queueMicrotask(() => this.#begin());
  }

  #begin(): void {
    if (!this.isConnected) return;
    this.form.noValidate = true;
    this.takeAsSaved();
  }

  disconnectedCallback(): void {
    this.removeEventListener("submit", this.#onSubmit);
    this.removeEventListener("input", this.#onInput);
    this.removeEventListener("reset", this.#onReset);
  }

  attributeChangedCallback(): void {
    if (this.isConnected && this.querySelector("form")) queueMicrotask(() => this.takeAsSaved());
  }

  get form(): HTMLFormElement {
    const form = this.querySelector("form");
    if (!form) throw new Error("<api-form> needs a <form>.");
    return form;
  }

  /** What the form shows now is what is stored. */
  takeAsSaved(): void {
    this.#before = collect(this.form);
    this.removeAttribute("data-dirty");
  }

  /** The person changed something that is not an input event: a row moved, added or removed. */
  touch(): void {
    this.setAttribute("data-dirty", "");
  }

  #onInput = (event: Event): void => {
    this.touch();
    if (event.target instanceof Element && event.target.hasAttribute("aria-invalid")) clearError(event.target as Field);
  };

  #onReset = (): void => {
    this.#clearErrors();
    queueMicrotask(() => this.takeAsSaved());
  };

  #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.submit();
  };

  /** Checks, sends, and shows what is wrong at the fields; keeps what was typed. */
  async submit({ force = false } = {}): Promise<void> {
    if (this.#busy) return;
    this.#clearErrors();
    const wrong = ownProblems(this.form, words.required);
    if (wrong.length > 0) {
      this.#showProblems(wrong);
      return;
    }
    const body = this.#body();
    this.#setBusy(true);
    try {
      const method = (this.getAttribute("method") ?? "post").toUpperCase() as Method;
      const isIdle = method === "PATCH" && Object.keys(body).length === 0;
      const version = force ? null : this.getAttribute("version");
      const answer = isIdle ? null : await request(method, this.getAttribute("action") ?? "", { body, version });
      await this.#done(answer?.body ?? null);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#setBusy(false);
    }
  }

  #body(): JsonObject {
    const all = collect(this.form);
    const method = this.getAttribute("method") ?? "post";
    if (method === "post") return { id: this.#newId, ...all };
    if (method !== "patch") return all;
    const changed = Object.entries(all).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(this.#before[name]),
    );
    return Object.fromEntries(changed);
  }

  async #done(answer: unknown): Promise<void> {
    this.removeAttribute("data-dirty");
    this.#newId = ulid();
    const goesOn = this.dispatchEvent(new CustomEvent("saved", { detail: answer, bubbles: true, cancelable: true }));
    this.closest("dialog")?.close();
    if (!goesOn) return;
    const text = this.getAttribute("toast");
    const then = this.getAttribute("then");
    if (this.getAttribute("method") === "post") this.form.reset();
    await carryOn(then, answer, text ? { text } : null);
    if (then === null) {
      this.takeAsSaved();
      if (text) toast({ text });
    }
  }

  #failed(error: unknown): void {
    if (!(error instanceof Problem)) throw error;
    if (error.status === 412) {
      const again = el("button", { class: "button", type: "button" }, words.saveAnyway);
      again.addEventListener("click", () => void this.submit({ force: true }));
      this.#showFormError(words.stale, again);
    } else if (error.errors.length > 0) this.#showProblems(error.errors);
    else this.#showFormError(error.message);
  }

  #showProblems(problems: { pointer: string; message: string }[]): void {
    const homeless = showErrors(this.form, problems);
    if (homeless.length > 0) this.#showFormError(homeless.map((one) => one.message).join(" "));
  }

  #showFormError(text: string, ...more: HTMLElement[]): void {
    this.form.prepend(el("div", { class: "form-error", role: "alert" }, el("p", {}, text), ...more));
  }

  #clearErrors(): void {
    this.querySelector(".form-error")?.remove();
    for (const field of fieldsOf(this.form)) if (field.hasAttribute("aria-invalid")) clearError(field);
  }

  #setBusy(busy: boolean): void {
    this.#busy = busy;
    this.classList.toggle("busy", busy);
    this.toggleAttribute("aria-busy", busy);
  }
}

customElements.define("api-form", ApiForm);
