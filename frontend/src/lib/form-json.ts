// A form as JSON. A field's name is the dotted path into the body ("deadline",
// "conditions.0.value"); `*` in it stands for the position of the [data-item] around the
// field, so that rows can be added, removed and moved without renaming anything.
// [data-list="metrics"] makes an empty list where it has no items.

import type { Json, JsonObject } from "./api";
import { instantOf } from "./time";

export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The fields of a form that carry a value. */
export function fieldsOf(form: HTMLFormElement): Field[] {
  return Array.from(form.elements).filter(
    (element): element is Field =>
      (element instanceof HTMLInputElement ||
        element instanceof HTMLSelectElement ||
        element instanceof HTMLTextAreaElement) &&
      element.name !== "" &&
      !element.disabled,
  );
}

/** A field's path with every `*` replaced by the place of the item it stands in. */
export function pathOf(field: Element, name: string): string[] {
  const places: number[] = [];
  for (let item = field.closest("[data-item]"); item; item = item.parentElement?.closest("[data-item]") ?? null) {
    const siblings = Array.from(item.parentElement?.children ?? []).filter((one) => one.matches("[data-item]"));
    places.unshift(siblings.indexOf(item));
  }
  return name.split(".").map((part) => (part === "*" ? String(places.shift() ?? 0) : part));
}

/** The JSON body that a form's fields make. */
export function collect(form: HTMLFormElement): JsonObject {
  const body: JsonObject = {};
  for (const list of form.querySelectorAll<HTMLElement>("[data-list]")) {
    put(body, pathOf(list, list.dataset["list"] ?? ""), []);
  }
  for (const field of fieldsOf(form)) {
    const path = pathOf(field, field.name);
    if (field.dataset["type"] === "list") gather(body, path, field);
    else {
      const value = valueOf(field);
      if (value !== undefined) put(body, path, value);
    }
  }
  return body;
}

/** A field's value; undefined where it says nothing. Blank is null unless `data-blank` says "" or to omit it. */
export function valueOf(field: Field): Json | undefined {
  if (field instanceof HTMLInputElement) {
    if (field.type === "checkbox") return field.checked;
    if (field.type === "radio" && !field.checked) return undefined;
  }
  const text = field instanceof HTMLTextAreaElement ? field.value.trimEnd() : field.value.trim();
  if (text === "") {
    const blank = field.dataset["blank"];
    return blank === "omit" ? undefined : blank === "empty" ? "" : null;
  }
  return typed(text, field.dataset["type"] ?? field.type);
}

function typed(text: string, type: string): Json {
  if (type === "number" || type === "range") return Number(text);
  if (type === "minutes") return Math.round(Number(text) * 60);
  if (type === "boolean") return text === "true";
  if (type === "datetime-local") return instantOf(text);
  return text;
}

/** Checkboxes of one name make a list of the values that are ticked. */
function gather(body: JsonObject, path: string[], field: Field): void {
  const list = read(body, path) ?? [];
  if (!Array.isArray(list)) return;
  if (field instanceof HTMLSelectElement) list.push(...Array.from(field.selectedOptions, (option) => option.value));
  else if (field instanceof HTMLInputElement && field.checked) list.push(field.value);
  put(body, path, list);
}

function read(body: Json, path: string[]): Json | undefined {
  return path.reduce<Json | undefined>((at, key) => (at as JsonObject | undefined)?.[key], body);
}

/** Sets a value at a path, making the objects and lists on the way; a number in a path means a list. */
function put(body: JsonObject, path: string[], value: Json): void {
  let at = body;
  path.forEach((key, depth) => {
    const next = path[depth + 1];
    if (next === undefined) at[key] = value;
    else at = (at[key] ??= (/^\d+$/.test(next) ? [] : {}) as Json) as JsonObject;
  });
}
