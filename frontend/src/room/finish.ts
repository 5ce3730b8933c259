// Finishing: the form's scores and the completion go through the outbox, after all that waits.

import { goAndTell } from "../lib/after";
import { showErrors } from "../lib/field-errors";
import { collect } from "../lib/form-json";
import { type Accepted, outbox, type Refused } from "./outbox";
import type { RoomCard } from "./room-card";
import { roomWords } from "./words";

const FINISH = "finish:";
const DETAILS = "finish-details:";

/** Whether a change belongs to this form's session. */
export const isFinishing = (form: HTMLFormElement, key: string): boolean =>
  [FINISH, DETAILS].some((kind) => key === kind + form.dataset["session"]);

/** Serves the form: `data-session` and `data-url` name the session, `data-then` its report. */
export function serveFinishing(form: HTMLFormElement): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const card of document.querySelectorAll<RoomCard>("room-card")) card.flush();
    if (!form.hasAttribute("data-warned") && isAnythingWrong()) {
      form.setAttribute("data-warned", "");
      tell(form, roomWords.wrongAtFinish);
    } else finish(form);
  });
  // What was typed stays for the next opening, also when the page refreshes in between.
  form.addEventListener("input", () => form.setAttribute("data-keep", ""));
  form.closest("dialog")?.addEventListener("close", () => {
    form.removeAttribute("data-warned");
    tell(form, "");
  });
}

const isAnythingWrong = (): boolean => document.querySelector("room-card [aria-invalid=true]") !== null;

function finish(form: HTMLFormElement): void {
  const { session = "", url = "" } = form.dataset;
  tell(form, "");
  setBusy(form, true);
  outbox.put({ key: DETAILS + session, method: "PATCH", url, body: collect(form) });
  // The instant of the tap is when it ended, however long the connection takes.
  const end = { session_end: new Date().toISOString() };
  outbox.put({ key: FINISH + session, method: "PUT", url: `${url}/completion`, body: end });
}

function tell(form: HTMLFormElement, text: string): void {
  const output = form.querySelector("output");
  if (output) output.textContent = text;
}

function setBusy(form: HTMLFormElement, busy: boolean): void {
  form.classList.toggle("busy", busy);
  form.toggleAttribute("aria-busy", busy);
}

/** The session is finished: its report tells. */
export function finishAccepted(form: HTMLFormElement, { change }: Accepted): void {
  if (change.key.startsWith(FINISH)) goAndTell(form.dataset["then"] ?? "/", null);
}

/** Shows at the fields what the server did not accept; the session runs on. */
export function finishRefused(form: HTMLFormElement, { problem }: Refused): void {
  outbox.forget(FINISH + form.dataset["session"]);
  setBusy(form, false);
  const homeless = showErrors(form, problem.errors);
  tell(form, problem.errors.length === 0 ? problem.message : (homeless[0]?.message ?? ""));
}

