// What one goal is and what can be done with it, beside the outline or at the bottom of a phone.

import { get } from "../lib/api";
import { el, icon } from "../lib/dom";
import { words } from "../lib/words";
import type { OutlineCommands } from "./outline-commands";
import { isDone, isGoal, type Item, linkOf, nameOf, parentOf } from "./outline-items";

/** Fills the panel for an item; `data-act` on a button names what the outline does. */
export function showPanel(panel: HTMLElement, item: Item, commands: OutlineCommands): void {
  const shape = item.querySelector(".level")?.cloneNode(true) ?? null;
  const levelName = item.querySelector(".unseen")?.textContent.replace(":", "") ?? "";
  panel.hidden = false;
  panel.replaceChildren(
    el("p", { class: "eyebrow" }, shape, levelName),
    el("h2", { class: "goal-panel__name" }, nameOf(item)),
    facts(item),
    actions(item, commands),
    el("p", { class: "prose soft goal-panel__text", hidden: true }),
  );
  if (isGoal(item)) void describe(panel, item, commands);
}

/** The row's own facts again, in a column. */
function facts(item: Item): HTMLElement {
  const list = el("p", { class: "chips goal-panel__facts" });
  const deadline = item.querySelector(".node__deadline .chip");
  if (deadline) list.append(deadline.cloneNode(true));
  const evidence = Array.from(item.querySelectorAll(".node__fact"), (fact) => fact.textContent.trim()).join(" ");
  if (evidence) list.append(el("span", { class: "chip" }, evidence));
  return list;
}

function actions(item: Item, commands: OutlineCommands): HTMLElement {
  const isRoot = parentOf(item) === null;
  const list = el("div", { class: "goal-panel__actions" });
  if (item.dataset["type"] === "ShortTermGoal" && !isDone(item)) list.append(practise(item));
  const isFirst = list.childElementCount === 0;
  if (commands.typesUnder(item).length > 0) list.append(action("add", "plus", words.addBelow, isFirst ? "button--primary" : ""));
  if (isGoal(item)) {
    list.append(action("done", isDone(item) ? "undo" : "check", isDone(item) ? words.reopen : words.complete));
    list.append(action("edit", "edit", words.edit));
  }
  if (isGoal(item) && !isRoot) {
    list.append(action("up", "up", words.moveUp), action("down", "down", words.moveDown), action("move", "move", words.move));
  }
  list.append(el("a", { class: "button", href: linkOf(item)?.href ?? "" }, icon("right"), words.open));
  list.append(action("delete", "trash", words.delete, "button--danger"));
  return list;
}

/** Sessions serve short-term goals: one press starts one. */
function practise(item: Item): HTMLButtonElement {
  const session = JSON.stringify({ parent_goal_ids: [item.dataset["id"] ?? ""] });
  return el("button", { class: "button button--primary", type: "button", "data-practise": session }, icon("play"), el("span", {}, words.practise));
}

function action(act: string, drawing: string, label: string, extra = ""): HTMLButtonElement {
  return el("button", { class: `button ${extra}`, type: "button", "data-act": act }, icon(drawing), el("span", {}, label));
}

/** The description comes from the API: 2,000 of them would weigh the page down. */
async function describe(panel: HTMLElement, item: Item, commands: OutlineCommands): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 150));
  const place = panel.querySelector<HTMLElement>(".goal-panel__text");
  if (!place?.isConnected) return; // another goal has been chosen in the meantime
  // One that was just deleted has none either.
  const found = await get<{ description: string | null }>(commands.urlOf(item)).catch(() => null);
  if (!found?.description) return;
  place.textContent = found.description;
  place.hidden = false;
}
