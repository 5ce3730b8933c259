// <button data-practise='{"parent_goal_ids": […]}'>: makes a session, starts its clock, opens its room.

import { tellProblem } from "./actions";
import { create, type JsonObject, request } from "./api";
import { closest } from "./dom";

/** Starts a session of the fractal on the page, at the instant of the tap: sent twice it is one start. */
export async function practise(session: JsonObject): Promise<void> {
  const at = new Date().toISOString();
  const fractal = document.documentElement.dataset["fractal"];
  const sessions = `/api/v1/fractals/${fractal}/sessions`;
  const { body } = await create<{ id: string }>(sessions, session);
  await request("PUT", `${sessions}/${body.id}/timer`, { body: { action: "start", at } });
  location.assign(`/fractals/${fractal}/sessions/${body.id}/room`);
}

document.addEventListener("click", (event) => {
  const button = closest<HTMLButtonElement>(event.target, "button[data-practise]");
  if (!button || button.disabled) return;
  button.disabled = true;
  practise(JSON.parse(button.dataset["practise"] ?? "{}") as JsonObject)
    .catch(tellProblem)
    .finally(() => (button.disabled = false));
});
