// <save-state>: whether everything entered is stored. Only trouble and its end are announced.

import { outbox } from "./outbox";
import { roomWords } from "./words";

type Shown = "saved" | "saving" | "waiting" | "wrong";

const LOOK: Record<Shown, string> = { saved: "saved", saving: "saving", waiting: "failed", wrong: "failed" };

class SaveState extends HTMLElement {
  #shown: Shown = "saved";
  #hadTrouble = false;

  connectedCallback(): void {
    outbox.addEventListener("state", this.#show);
    document.addEventListener("typed", this.#show);
    this.#show();
  }

  disconnectedCallback(): void {
    outbox.removeEventListener("state", this.#show);
    document.removeEventListener("typed", this.#show);
  }

  get #state(): Shown {
    if (outbox.state === "waiting") return "waiting";
    if (document.querySelector("room-card [aria-invalid=true]")) return "wrong";
    const isTyping = document.querySelector("room-card[data-due]") !== null;
    return isTyping || outbox.state === "saving" ? "saving" : "saved";
  }

  #show = (): void => {
    const shown = this.#state;
    if (shown === this.#shown && this.querySelector("[data-text]")?.textContent) return;
    this.#shown = shown;
    this.querySelector(".saved")?.setAttribute("data-state", LOOK[shown]);
    this.querySelector("[data-text]")!.textContent = roomWords[shown];
    this.#announce(shown);
  };

  #announce(shown: Shown): void {
    const news = this.querySelector("[role=status]");
    if (!news || (shown !== "waiting" && !(this.#hadTrouble && shown === "saved"))) return;
    this.#hadTrouble = shown === "waiting";
    news.textContent = this.#hadTrouble ? roomWords.connectionLost : roomWords.savedAgain;
  }
}

customElements.define("save-state", SaveState);
