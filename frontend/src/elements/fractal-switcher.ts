// <fractal-switcher> around a <details>: lists the person's fractals when it is first opened.

import { get } from "../lib/api";
import { el, level } from "../lib/dom";

interface FractalPage {
  items: { id: string; name: string; completed: boolean }[];
}

class FractalSwitcher extends HTMLElement {
  #isFilled = false;

  connectedCallback(): void {
    this.querySelector("details")?.addEventListener("toggle", () => void this.#fill());
  }

  async #fill(): Promise<void> {
    if (this.#isFilled) return;
    this.#isFilled = true;
    const { items } = await get<FractalPage>("/api/v1/fractals?limit=50");
    const here = document.documentElement.dataset["fractal"];
    const links = items.map(({ id, name, completed }) =>
      el(
        "a",
        { class: "menu__item", href: `/fractals/${id}`, "aria-current": id === here ? "true" : null },
        level("UltimateGoal", completed),
        name,
      ),
    );
    this.querySelector(".menu__list")?.prepend(...links);
  }
}

customElements.define("fractal-switcher", FractalSwitcher);
