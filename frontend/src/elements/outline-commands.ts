// What can be done to a goal of the outline. Each writes through the API and tells how to undo it.

import { deleteWithUndo, tellProblem } from "../lib/actions";
import { get, request } from "../lib/api";
import { openDialog } from "../lib/dialogs";
import { refresh } from "../lib/refresh";
import { toast } from "../lib/toast";
import { words } from "../lib/words";
import { ApiForm } from "./api-form";
import { childrenOf, isDone, isGoal, isWithin, type Item, itemsIn, linkOf, nameOf, parentOf, siblingsOf } from "./outline-items";

interface Goal {
  name: string;
  description: string | null;
  deadline: string | null;
  completes_with_children: boolean;
  version: number;
}

export class OutlineCommands {
  constructor(
    private readonly fractalId: string,
    /** The types that may stand under each type. */
    private readonly mayHold: Record<string, string[]>,
  ) {}

  typesUnder(item: Item): string[] {
    return this.mayHold[item.dataset.type] ?? [];
  }

  mayStandUnder(item: Item, parent: Item): boolean {
    return this.typesUnder(parent).includes(item.dataset.type) && !isWithin(parent, item);
  }

  /** Where the API keeps a goal; the root's is the fractal itself. */
  urlOf(item: Item): string {
    const fractal = `/api/v1/fractals/${this.fractalId}`;
    if (item.dataset.id === this.fractalId) return fractal;
    return `${fractal}/${isGoal(item) ? "goals" : "sessions"}/${item.dataset.id}`;
  }

  #goalUrl(item: Item): string {
    return `/api/v1/fractals/${this.fractalId}/goals/${item.dataset.id}`;
  }

  /** Opens the form for a goal below this one, offering the levels that may stand there. */
  add(parent: Item): void {
    const types = this.typesUnder(parent);
    const form = formIn("add-goal");
    if (types.length === 0 || !form) return;
    const level = form.form.elements.namedItem("type") as HTMLSelectElement;
    for (const option of level.options) option.hidden = option.disabled = !types.includes(option.value);
    level.value = usualType(parent, types);
    (form.form.elements.namedItem("parent_id") as HTMLInputElement).value = parent.dataset.id;
    fill(form, "[data-parent-name]", nameOf(parent));
    form.takeAsSaved();
    openDialog("add-goal")?.querySelector<HTMLElement>("[name=name]")?.focus();
  }

  /** Opens the form with what the goal holds now. */
  async edit(item: Item): Promise<void> {
    const form = formIn("edit-goal");
    if (!form || !isGoal(item)) return;
    const goal = await get<Goal>(this.#goalUrl(item));
    const isRoot = item.dataset.id === this.fractalId;
    const fields = form.form.elements;
    (fields.namedItem("name") as HTMLInputElement).value = goal.name;
    (fields.namedItem("deadline") as HTMLInputElement).value = goal.deadline ?? "";
    (fields.namedItem("description") as HTMLTextAreaElement).value = goal.description ?? "";
    const withChildren = fields.namedItem("completes_with_children") as HTMLInputElement;
    withChildren.checked = goal.completes_with_children;
    withChildren.disabled = isRoot;
    form.querySelector<HTMLElement>("[data-not-root]")!.hidden = isRoot;
    form.setAttribute("action", this.urlOf(item));
    form.setAttribute("version", String(goal.version));
    form.takeAsSaved();
    openDialog("edit-goal");
  }

  async toggleDone(item: Item): Promise<void> {
    if (!isGoal(item)) return;
    const wasDone = isDone(item);
    const set = async (done: boolean): Promise<void> => {
      await request(done ? "PUT" : "DELETE", `${this.#goalUrl(item)}/completion`);
      await refresh();
    };
    await set(!wasDone);
    const text = wasDone ? words.reopened(nameOf(item)) : words.completed(nameOf(item));
    toast({ text, undo: () => set(wasDone).catch(tellProblem) });
  }

  async remove(item: Item): Promise<void> {
    const isRoot = item.dataset.id === this.fractalId;
    await deleteWithUndo(this.urlOf(item), words.deleted(nameOf(item)), isRoot ? "/" : null);
  }

  open(item: Item): void {
    linkOf(item)?.click();
  }

  /** Up (-1) or down (1) among the siblings. */
  async shift(item: Item, by: number): Promise<void> {
    const siblings = siblingsOf(item);
    const place = siblings.indexOf(item) + by;
    const parent = parentOf(item);
    if (!parent || !isGoal(item) || place < 0 || place >= siblings.length) return;
    await this.#put(item, parent.dataset.id, place);
  }

  /** Under the sibling above it. */
  async indent(item: Item): Promise<void> {
    const siblings = siblingsOf(item);
    const above = siblings[siblings.indexOf(item) - 1];
    if (above && this.mayStandUnder(item, above)) await this.#moveUnder(item, above);
    else toast({ text: words.cannotIndent });
  }

  /** Beside its parent, right after it. */
  async outdent(item: Item): Promise<void> {
    const parent = parentOf(item);
    const above = parent && parentOf(parent);
    if (!above || !this.mayStandUnder(item, above)) {
      toast({ text: words.cannotOutdent });
      return;
    }
    await this.#moveUnder(item, above, siblingsOf(parent).indexOf(parent) + 1);
  }

  /** Opens the list of places where the goal may stand. */
  chooseParent(item: Item, outline: ParentNode): void {
    const form = formIn("move-goal");
    const parent = parentOf(item);
    if (!form || !parent || !isGoal(item)) return;
    const list = form.form.elements.namedItem("parent_id") as HTMLSelectElement;
    const places = itemsIn(outline).filter((one) => this.mayStandUnder(item, one));
    list.replaceChildren(...places.map((one) => placeOption(one)));
    list.value = parent.dataset.id;
    form.setAttribute("action", `${this.#goalUrl(item)}/parent`);
    form.setAttribute("toast", words.moved(nameOf(item)));
    fill(form, "[data-goal-name]", nameOf(item));
    form.takeAsSaved();
    openDialog("move-goal");
  }

  async #moveUnder(item: Item, parent: Item, place = childrenOf(parent).filter(isGoal).length): Promise<void> {
    const before = { parent: parentOf(item)!.dataset.id, place: siblingsOf(item).indexOf(item) };
    await this.#put(item, parent.dataset.id, place);
    toast({
      text: words.moved(nameOf(item)),
      undo: () => this.#put(item, before.parent, before.place).catch(tellProblem),
    });
  }

  async #put(item: Item, parentId: string, place: number): Promise<void> {
    await request("PUT", `${this.#goalUrl(item)}/parent`, { body: { parent_id: parentId, sort_order: place } });
    await refresh();
  }
}

function formIn(dialogId: string): ApiForm | null {
  const form = document.querySelector(`#${dialogId} api-form`);
  return form instanceof ApiForm ? form : null;
}

function fill(form: ApiForm, selector: string, text: string): void {
  const place = form.querySelector(selector);
  if (place) place.textContent = text;
}

/** The level that the siblings have, else the highest. */
function usualType(parent: Item, types: string[]): string {
  const last = childrenOf(parent).findLast((one) => types.includes(one.dataset.type));
  return last?.dataset.type ?? types[0] ?? "";
}

function placeOption(place: Item): HTMLOptionElement {
  const depth = Number(place.getAttribute("aria-level")) - 1;
  return new Option(`${"\u2003".repeat(depth)}${nameOf(place)}`, place.dataset.id);
}
