// The settings page: one press takes the zone of this device.

import { words } from "../lib/words";

const button = document.querySelector<HTMLButtonElement>("#device-zone");
const field = document.querySelector<HTMLInputElement>("#time-zone");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (button && field && zone && zone !== field.value) {
  button.hidden = false;
  button.querySelector("span")!.textContent = words.useDeviceZone(zone);
  button.addEventListener("click", () => {
    field.value = zone;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    button.hidden = true;
    field.focus();
  });
}
