// Finishing: the form's scores and the completion go through the outbox, after all that waits.

import { goAndTell } from "../lib/after";
import { showErrors } from "../lib/field-errors";
import { collect } from "../lib/form-json";
import { type Accepted, outbox, type Refused } from "./outbox";
import type { RoomCard } from "./room-card";

export const FINISH = "finish";
const DETAILS = "finish-details";

export const isFinishing = (key: string): boolean => key === FINISH || key === DETAILS;

/** Serves the form: `data-url` is the session's, `data-then` where its report is. */
export function serveFinishing(form: HTMLFormElement): void {
  const url = form.dataset["url"] ?? "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const card of document.querySelectorAll<RoomCard>("room-card")) card.flush();
    setBusy(form, true);
    // The instant of the tap is when it ended, however long the connection takes.
    const details = { session_end: new Date().toISOString(), ...collect(form) };
    outbox.put({ key: DETAILS, method: "PATCH", url, body: details });
    outbox.put({ key: FINISH, method: "PUT", url: `${url}/completion` });
  });
}

function setBusy(form: HTMLFormElement, busy: boolean): void {
  form.classList.toggle("busy", busy);
  form.toggleAttribute("aria-busy", busy);
}

/** The session is finished: its report tells. */
export function finishAccepted(form: HTMLFormElement, { change }: Accepted): void {
  if (change.key === FINISH) goAndTell(form.dataset["then"] ?? "/", null);
}

/** Shows at the fields what the server did not accept; the session runs on. */
export function finishRefused(form: HTMLFormElement, { problem }: Refused): void {
  outbox.forget(FINISH);
  setBusy(form, false);
  const homeless = showErrors(form, problem.errors);
  const output = form.querySelector("output");
  if (output) output.textContent = homeless.length > 0 ? homeless[0]!.message : problem.errors.length > 0 ? "" : problem.message;
}

