// The items of the outline, read from the page: rows with role="treeitem", each in an <li>
// with the list of its children after it.

export interface Item extends HTMLElement {
  dataset: DOMStringMap & { id: string; type: string };
}

export const SESSION = "PracticeSession";

/** All items under an element, in the order of the page. */
export function itemsIn(root: ParentNode): Item[] {
  return Array.from(root.querySelectorAll<Item>("[role=treeitem]"));
}

export function parentOf(item: Item): Item | null {
  const row = item.closest("ul")?.previousElementSibling;
  return row?.matches("[role=treeitem]") ? (row as Item) : null;
}

export function childrenOf(item: Item): Item[] {
  return Array.from(item.parentElement?.querySelectorAll<Item>(":scope > ul > li > [role=treeitem]") ?? []);
}

/** Whether one item stands somewhere below another, or is it. */
export const isWithin = (item: Item, other: Item): boolean => other.parentElement?.contains(item) ?? false;

/** The goals under the same parent, in order; sessions have no order of their own. */
export function siblingsOf(item: Item): Item[] {
  const parent = parentOf(item);
  return parent ? childrenOf(parent).filter((one) => one.dataset.type !== SESSION) : [item];
}

export const isGoal = (item: Item): boolean => item.dataset.type !== SESSION;

export const isDone = (item: Item): boolean => item.hasAttribute("data-done");

export const linkOf = (item: Item): HTMLAnchorElement | null => item.querySelector("a");

export const nameOf = (item: Item): string => linkOf(item)?.textContent.trim() ?? "";
