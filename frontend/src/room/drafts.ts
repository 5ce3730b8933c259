// What was typed and not yet accepted, per instance, so that a reload shows it again.

import type { Draft } from "./cells";

const PREFIX = "draft-";

export const draftOf = (instanceId: string): Draft | null =>
  JSON.parse(localStorage.getItem(PREFIX + instanceId) ?? "null") as Draft | null;

/** Keeps more of what was typed. */
export function keepDraft(instanceId: string, more: Draft): void {
  localStorage.setItem(PREFIX + instanceId, JSON.stringify({ ...draftOf(instanceId), ...more }));
}

/** Forgets a part that the server has now. */
export function dropDraft(instanceId: string, part: keyof Draft): void {
  const draft = draftOf(instanceId);
  if (!draft) return;
  delete draft[part];
  if (Object.keys(draft).length === 0) localStorage.removeItem(PREFIX + instanceId);
  else localStorage.setItem(PREFIX + instanceId, JSON.stringify(draft));
}
