// Buttons that write: <button data-method="DELETE" data-url="/api/v1/…" data-undo …>.
//   data-body   a JSON object to send; that of a POST gets an id made here
//   data-at     adds the instant of the tap to it as `at`: a start that is sent twice is then one start
//   data-undo   "" restores what a DELETE put into the trash; a method sends the opposite there
//   data-toast  what to say afterwards
//   data-then   where to go afterwards; else the page refreshes
// One listener on the document serves buttons that come and go.

import { carryOn, tellWhatWasLeft } from "./after";
import { create, type JsonObject, type Method, Problem, request } from "./api";
import { closest } from "./dom";
import { refresh } from "./refresh";
import { toast } from "./toast";
import { words } from "./words";

/** Where a deletion is brought back: `/api/v1/trash/…` for a whole fractal, else its fractal's trash. */
export function restorationUrl(deletedUrl: string, deletionId: string): string {
  const [, base, fractal, rest] = /^(.*)\/fractals\/([^/]+)(\/.*)?$/.exec(deletedUrl) ?? [];
  const trash = rest ? `${base}/fractals/${fractal}/trash` : `${base}/trash`;
  return `${trash}/${deletionId}/restoration`;
}

/** Shows what went wrong where there is no field to show it at. */
export function tellProblem(error: unknown): void {
  if (!(error instanceof Problem)) throw error;
  const text = error.status === 412 ? words.stale : error.message;
  toast({ text, isError: true });
}

/** Brings back a deletion and shows it again. */
export async function undoDeletion(restoration: string): Promise<void> {
  try {
    await request("POST", restoration);
    await refresh();
    toast({ text: words.undone });
  } catch (error) {
    tellProblem(error);
  }
}

/** Deletes a row and offers to bring it back. */
export async function deleteWithUndo(url: string, text: string, then: string | null = null): Promise<void> {
  const { deletionId } = await request("DELETE", url);
  const restoration = deletionId ? restorationUrl(url, deletionId) : undefined;
  await carryOn(then, null, { text, restoration });
  if (then === null) toast({ text, undo: restoration ? () => undoDeletion(restoration) : undefined });
}

async function send(button: HTMLElement): Promise<void> {
  const { method, url, body, undo, toast: text, then } = button.dataset;
  if (!method || !url) return;
  if (method === "DELETE" && undo === "") {
    await deleteWithUndo(url, text ?? words.saved, then ?? null);
    return;
  }
  const at = button.hasAttribute("data-at") ? { at: new Date().toISOString() } : {};
  const content = body === undefined ? undefined : { ...(JSON.parse(body) as JsonObject), ...at };
  const answer = content && method === "POST" ? await create(url, content) : await request(method as Method, url, content && { body: content });
  await carryOn(then ?? null, answer.body, text ? { text } : null);
  if (text && then === undefined) toast({ text, undo: undo ? () => sendBack(undo as Method, url) : undefined });
}

async function sendBack(method: Method, url: string): Promise<void> {
  try {
    await request(method, url);
    await refresh();
  } catch (error) {
    tellProblem(error);
  }
}

document.addEventListener("click", (event) => {
  const button = closest<HTMLButtonElement>(event.target, "button[data-method]");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  closest(button, "details")?.removeAttribute("open");
  send(button)
    .catch(tellProblem)
    .finally(() => button.removeAttribute("aria-disabled"));
});

tellWhatWasLeft(undoDeletion);
