// <goal-outline>: the tree of goals as an ARIA tree. One item is current; keys and buttons act on it.

import { tellProblem } from "../lib/actions";
import { closest, takesText } from "../lib/dom";
import { words } from "../lib/words";
import { OutlineCommands } from "./outline-commands";
import { childrenOf, type Item, itemsIn, parentOf, siblingsOf } from "./outline-items";
import { showPanel } from "./outline-panel";
import { search } from "./outline-search";

/** Where the panel has a column of its own, as in the style sheet. */
const PANEL_BESIDE = "(min-width: 75rem)";

class GoalOutline extends HTMLElement {
  #commands = new OutlineCommands(
    this.dataset["fractalId"] ?? "",
    JSON.parse(this.dataset["mayHold"] ?? "{}") as Record<string, string[]>,
  );
  #foldsKey = `folds-${this.dataset["fractalId"]}`;
  #folds = new Map<string, boolean>(JSON.parse(sessionStorage.getItem(this.#foldsKey) ?? "[]"));
  #currentId = "";
  /** Where to go if the current item is gone after a refresh. */
  #nextIds: string[] = [];
  /** A goal just made, to be chosen once the page has it. */
  #newId = "";
  #hits: Item[] = [];

  connectedCallback(): void {
    this.addEventListener("click", this.#onClick);
    this.addEventListener("dblclick", this.#onDoubleClick);
    this.addEventListener("keydown", this.#onKey);
    this.addEventListener("focusin", this.#onFocus);
    this.#searchField.addEventListener("input", () => this.#search());
    this.#hideDone.addEventListener("change", this.#showDone);
    document.addEventListener("refreshed", this.#restore);
    document.querySelector("#add-goal")?.addEventListener("saved", this.#onAdded);
    this.#applyFolds();
    const linked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (linked?.matches("[role=treeitem]") && this.contains(linked)) this.choose(linked as Item);
    else if (this.#current && matchMedia(PANEL_BESIDE).matches) showPanel(this.#panel, this.#current, this.#commands);
  }

  disconnectedCallback(): void {
    document.removeEventListener("refreshed", this.#restore);
  }

  get #tree(): HTMLElement {
    return this.querySelector<HTMLElement>("[role=tree]")!;
  }

  get #panel(): HTMLElement {
    return this.querySelector<HTMLElement>(".goal-panel")!;
  }

  get #searchField(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>("[type=search]")!;
  }

  get #hideDone(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>("#outline-hide-done")!;
  }

  get #current(): Item | null {
    return (document.getElementById(this.#currentId) as Item | null) ?? this.#tree.querySelector<Item>("[role=treeitem]");
  }

  /** Makes an item the current one, in sight, with its panel. */
  choose(item: Item, { focus = true } = {}): void {
    for (const old of this.#tree.querySelectorAll("[aria-selected=true], [tabindex='0']")) {
      old.setAttribute("aria-selected", "false");
      old.setAttribute("tabindex", "-1");
    }
    for (let up = parentOf(item); up; up = parentOf(up)) this.#fold(up, false);
    item.setAttribute("aria-selected", "true");
    item.tabIndex = 0;
    this.#currentId = item.id;
    this.#nextIds = neighbours(item);
    history.replaceState(null, "", `#${item.id}`);
    if (focus) item.focus({ preventScroll: true });
    showPanel(this.#panel, item, this.#commands);
    item.scrollIntoView({ block: "nearest" });
  }

  #onClick = (event: MouseEvent): void => {
    const act = closest(event.target, "[data-act]")?.dataset["act"];
    if (act) {
      this.#do(act);
      return;
    }
    const item = closest<Item>(event.target, "[role=treeitem]");
    if (!item || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.detail === 0) return; // pressed by a script or by Enter on the link: it leads to the goal's page
    event.preventDefault();
    if (closest(event.target, ".node__fold")) this.#fold(item, item.getAttribute("aria-expanded") === "true");
    else this.choose(item);
  };

  #onFocus = (event: FocusEvent): void => {
    const item = event.target as Item;
    if (item.matches("[role=treeitem]") && item.id !== this.#currentId) this.choose(item, { focus: false });
  };

  #onDoubleClick = (event: MouseEvent): void => {
    const item = closest<Item>(event.target, "[role=treeitem]");
    if (item && closest(event.target, ".node__name")) this.#commands.open(item);
  };

  #onKey = (event: KeyboardEvent): void => {
    if (event.target === this.#searchField) {
      this.#onSearchKey(event);
      return;
    }
    const item = this.#current;
    if (!item || takesText(event.target) || event.ctrlKey || event.metaKey) return;
    if (!closest(event.target, "[role=tree]")) return;
    const act = (event.altKey ? ALT_KEYS : KEYS)[event.key];
    if (!act) return;
    event.preventDefault();
    this.#do(act);
  };

  #onSearchKey(event: KeyboardEvent): void {
    const first = this.#hits[0];
    if (event.key === "Escape" && this.#searchField.value !== "") {
      this.#searchField.value = "";
      this.#search();
    } else if ((event.key === "Enter" || event.key === "ArrowDown") && first) {
      event.preventDefault();
      this.choose(first);
    }
  }

  #do(act: string): void {
    const item = this.#current;
    if (!item) return;
    const done = this.#go(act, item) ?? this.#change(act, item);
    if (done instanceof Promise) done.catch(tellProblem);
  }

  /** Moving about changes nothing; false where the act is no such movement. */
  #go(act: string, item: Item): true | undefined {
    const isOpen = item.getAttribute("aria-expanded") === "true";
    const go = (to: Item | null | undefined): true => {
      if (to) this.choose(to);
      return true;
    };
    switch (act) {
      case "next":
        return go(this.#visible()[this.#visible().indexOf(item) + 1]);
      case "previous":
        return go(this.#visible()[this.#visible().indexOf(item) - 1]);
      case "first":
        return go(this.#visible()[0]);
      case "last":
        return go(this.#visible().at(-1));
      case "in":
        if (item.getAttribute("aria-expanded") === "false") return this.#fold(item, false);
        return go(childrenOf(item)[0]);
      case "out":
        return isOpen ? this.#fold(item, true) : go(parentOf(item));
      case "fold":
      case "unfold":
        return this.#foldAll(act === "fold");
      default:
        return undefined;
    }
  }

  #change(act: string, item: Item): Promise<void> | void {
    switch (act) {
      case "add":
        return this.#commands.add(item);
      case "edit":
        return this.#commands.edit(item);
      case "done":
        return this.#commands.toggleDone(item);
      case "delete":
        return this.#commands.remove(item);
      case "open":
        return this.#commands.open(item);
      case "up":
        return this.#commands.shift(item, -1);
      case "down":
        return this.#commands.shift(item, 1);
      case "indent":
        return this.#commands.indent(item);
      case "outdent":
        return this.#commands.outdent(item);
      case "move":
        return this.#commands.chooseParent(item, this.#tree);
    }
  }

  #visible(): Item[] {
    return itemsIn(this.#tree).filter((item) => item.getClientRects().length > 0);
  }

  #fold(item: Item, folded: boolean): true {
    if (!item.hasAttribute("aria-expanded")) return true;
    item.setAttribute("aria-expanded", String(!folded));
    this.#folds.set(item.id, folded);
    this.#keepFolds();
    return true;
  }

  /** Everything but the root, which always shows what is under it. */
  #foldAll(folded: boolean): true {
    for (const item of itemsIn(this.#tree)) {
      if (!item.hasAttribute("aria-expanded") || (folded && !parentOf(item))) continue;
      item.setAttribute("aria-expanded", String(!folded));
      this.#folds.set(item.id, folded);
    }
    this.#keepFolds();
    return true;
  }

  #keepFolds(): void {
    sessionStorage.setItem(this.#foldsKey, JSON.stringify(Array.from(this.#folds)));
  }

  #applyFolds(): void {
    for (const item of itemsIn(this.#tree)) {
      const folded = this.#folds.get(item.id);
      if (folded !== undefined && item.hasAttribute("aria-expanded")) item.setAttribute("aria-expanded", String(!folded));
    }
  }

  #showDone = (): void => {
    this.toggleAttribute("data-hide-done", this.#hideDone.checked);
  };

  #search(): void {
    this.#hits = search(this, this.#searchField.value);
    const found = this.querySelector("#outline-found");
    if (found) found.textContent = this.#searchField.value.trim() ? words.found(this.#hits.length) : "";
  }

  #onAdded = (event: Event): void => {
    const { id } = (event as CustomEvent<{ id: string }>).detail;
    const parent = this.#current;
    if (parent) this.#fold(parent, false);
    // Where the parent stands below a session, its key goes on to its children.
    const place = parent ? parent.id.slice(0, parent.id.length - parent.dataset.id.length) : "n-";
    this.#newId = `${place}${id}`;
  };

  /** The page is as the server has it; what is folded, found and chosen is as the person had it. */
  #restore = (): void => {
    this.#applyFolds();
    this.#showDone();
    this.#search();
    if (this.#currentId === "") return;
    const item = [this.#newId, this.#currentId, ...this.#nextIds].map((id) => document.getElementById(id)).find((one) => one !== null);
    this.#newId = "";
    const isBusy = document.activeElement !== document.body && !this.contains(document.activeElement);
    if (item) this.choose(item as Item, { focus: !isBusy && !this.#panel.contains(document.activeElement) });
  };
}

/** The items to go to once this one is deleted, the nearest first. */
function neighbours(item: Item): string[] {
  const siblings = siblingsOf(item);
  const place = siblings.indexOf(item);
  return [siblings[place + 1], siblings[place - 1], parentOf(item)].filter((one) => one != null).map((one) => one.id);
}

const KEYS: Record<string, string> = {
  ArrowDown: "next",
  ArrowUp: "previous",
  ArrowRight: "in",
  ArrowLeft: "out",
  Home: "first",
  End: "last",
  "*": "unfold",
  Enter: "open",
  " ": "done",
  c: "done",
  a: "add",
  n: "add",
  e: "edit",
  F2: "edit",
  m: "move",
  Delete: "delete",
};
const ALT_KEYS: Record<string, string> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowRight: "indent",
  ArrowLeft: "outdent",
};

customElements.define("goal-outline", GoalOutline);
