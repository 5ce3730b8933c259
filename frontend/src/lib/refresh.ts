// After a write the page fetches its own address again and changes only what is different.

import { Idiomorph } from "idiomorph";

import { takesText } from "./dom";
import { toast } from "./toast";
import { words } from "./words";

let running: Promise<void> | null = null;
let again = false;

/** Brings `<main>` (and whatever else is `data-refreshed`) up to date, keeping focus, scroll and typing. */
export function refresh(): Promise<void> {
  if (running) {
    again = true;
    return running;
  }
  running = rounds().finally(() => {
    running = null;
  });
  return running;
}

async function rounds(): Promise<void> {
  do {
    again = false;
    try {
      await morphPage();
    } catch {
      toast({ text: words.cannotLoad, isError: true });
      return;
    }
  } while (again);
  document.dispatchEvent(new CustomEvent("refreshed"));
}

async function morphPage(): Promise<void> {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  document.title = page.title;
  for (const part of document.querySelectorAll("main, [data-refreshed]")) {
    const fresh = page.getElementById(part.id);
    if (fresh) morph(part, fresh.innerHTML);
  }
}

/** Makes an element's content equal to the HTML, except where a person is at work. */
export function morph(part: Element, html: string): void {
  Idiomorph.morph(part, html, {
    morphStyle: "innerHTML",
    // Of any other element with the focus, idiomorph would leave the content alone too.
    ignoreActiveValue: takesText(document.activeElement),
    callbacks: {
      beforeNodeMorphed: (old: Node) => !(old instanceof Element && isAtWork(old)),
      beforeAttributeUpdated: (name: string, element: Element) => !isKept(name, element),
    },
  });
}

/** Forms with unsaved input, open dialogs, and what looks after itself stay as they are. */
function isAtWork(element: Element): boolean {
  return element.matches("api-form[data-dirty], dialog[open], [data-keep]");
}

/** What a person has opened stays open; forms go on telling their errors themselves. */
function isKept(name: string, element: Element): boolean {
  return name === "novalidate" || (name === "open" && element.matches("details, dialog"));
}
