// <a data-load-more="list-id" href="?cursor=…">: the next page comes below instead of in its place.

import { closest } from "./dom";
import { toast } from "./toast";
import { words } from "./words";

/** Appends the next page's sections to the list; one that goes on goes on under its own heading. */
function append(list: HTMLElement, more: HTMLElement): HTMLElement | null {
  const first = more.querySelector<HTMLElement>("a");
  for (const section of Array.from(more.children)) {
    const rows = section.id ? document.getElementById(section.id)?.querySelector("ul") : null;
    if (rows) rows.append(...(section.querySelector("ul")?.children ?? []));
    else list.append(section);
  }
  return first;
}

async function load(link: HTMLAnchorElement): Promise<void> {
  const list = document.getElementById(link.dataset["loadMore"] ?? "");
  const response = await fetch(link.href, { headers: { Accept: "text/html" } });
  if (!response.ok || !list) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const more = page.getElementById(list.id);
  const next = page.querySelector<HTMLAnchorElement>("[data-load-more]");
  const first = more ? append(list, more) : null;
  if (next) link.href = next.getAttribute("href") ?? "";
  else link.parentElement?.remove();
  first?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = closest<HTMLAnchorElement>(event.target, "a[data-load-more]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  load(link).catch(() => toast({ text: words.cannotLoad, isError: true }));
});
