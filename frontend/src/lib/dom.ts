// Small helpers over the DOM.

type Attributes = Record<string, string | boolean | null | undefined>;
type Child = Node | string | null | undefined;

/** Makes an element; attributes that are false or null are left out, true are empty. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value != null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children) if (child != null) made.append(child);
  return made;
}

/** A drawing of the page's sprite. */
export function icon(name: string): SVGSVGElement {
  return drawing(name, "icon");
}

/** The shape of a goal's level, outlined while the goal is open. */
export function level(type: string, completed = true): SVGSVGElement {
  return drawing(type, `level level--${type}${completed ? "" : " level--open"}`);
}

function drawing(name: string, className: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** The element itself or the nearest one around it that matches, as an HTML element. */
export function closest<T extends HTMLElement = HTMLElement>(target: EventTarget | null, selector: string): T | null {
  return target instanceof Element ? target.closest<T>(selector) : null;
}

/** Whether typing in this element makes text, so that single keys are not commands. */
export function takesText(target: EventTarget | null): boolean {
  return closest(target, "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]") !== null;
}
