// Errors stand at the field, in words. A JSON pointer finds its field by name.

import type { FieldProblem } from "./api";
import { el } from "./dom";
import { type Field, fieldsOf, pathOf } from "./form-json";

/** Shows a message under a field and ties it to the field for screen readers. */
export function showError(field: Field, message: string): void {
  clearError(field);
  for (let fold = field.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  const id = `${field.id}-error`;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [id, field.getAttribute("aria-describedby")].filter(Boolean).join(" "));
  (field.closest(".field") ?? field.parentElement)?.append(el("p", { class: "field__error", id }, message));
}

/** Takes a field's message away. */
export function clearError(field: Field): void {
  const id = `${field.id}-error`;
  document.getElementById(id)?.remove();
  field.removeAttribute("aria-invalid");
  const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  if (others.length > 0) field.setAttribute("aria-describedby", others.join(" "));
  else field.removeAttribute("aria-describedby");
}

/** Shows each problem at its field, focuses the first, and returns those without a field. */
export function showErrors(form: HTMLFormElement, problems: FieldProblem[]): FieldProblem[] {
  const fields = new Map(fieldsOf(form).map((field) => [`/${pathOf(field, field.name).join("/")}`, field]));
  const homeless: FieldProblem[] = [];
  let first: Field | null = null;
  for (const problem of problems) {
    const field = fieldFor(fields, problem.pointer);
    if (field) {
      showError(field, problem.message);
      first ??= field;
    } else homeless.push(problem);
  }
  first?.focus();
  return homeless;
}

/** The field that a pointer names, or the one whose list it points into. */
function fieldFor(fields: Map<string, Field>, pointer: string): Field | undefined {
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const field = fields.get(at);
    if (field && field.type !== "hidden") return field;
  }
  return undefined;
}

/** What the browser itself finds wrong with the form, as problems with pointers. */
export function ownProblems(form: HTMLFormElement, required: string): FieldProblem[] {
  return fieldsOf(form)
    .filter((field) => !field.validity.valid || (field.required && field.value.trim() === ""))
    .map((field) => ({
      pointer: `/${pathOf(field, field.name).join("/")}`,
      message: field.validity.valid || field.validity.valueMissing ? (field.dataset["missing"] ?? required) : field.validationMessage,
    }));
}
