// The minus and plus beside a number: <button data-step="-1"> and <button data-step="1">.

import { closest } from "./dom";

document.addEventListener("click", (event) => {
  const button = closest(event.target, "[data-step]");
  const input = button?.parentElement?.querySelector("input");
  if (!button || !input) return;
  if (input.value === "" && input.placeholder !== "" && !Number.isNaN(Number(input.placeholder))) {
    input.value = input.placeholder;
  }
  if (button.dataset["step"] === "-1") input.stepDown();
  else input.stepUp();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
