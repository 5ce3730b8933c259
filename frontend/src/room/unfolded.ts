// Which cards are unfolded: a reload leaves them as they were.

const KEY = "unfolded-cards";

const choices = (): Record<string, boolean> =>
  JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Record<string, boolean>;

/** Unfolds what was unfolded, and remembers what is. */
export function rememberUnfolded(within: HTMLElement): void {
  const before = choices();
  for (const card of within.querySelectorAll<HTMLElement>("room-card")) {
    const open = before[card.dataset["instance"] ?? ""];
    if (open !== undefined) card.querySelector("details")?.toggleAttribute("open", open);
  }
  within.addEventListener(
    "toggle",
    (event) => {
      const box = event.target;
      if (!(box instanceof HTMLDetailsElement) || !box.matches("room-card > details")) return;
      const id = box.parentElement?.dataset["instance"] ?? "";
      sessionStorage.setItem(KEY, JSON.stringify({ ...choices(), [id]: box.open }));
    },
    true,
  );
}
