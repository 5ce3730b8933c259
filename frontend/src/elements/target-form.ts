// The form for a target: metrics of the chosen activity, and a name made from the conditions.

import { words } from "../lib/words";

/** Keeps a target form's parts in step. */
export function wireTargetForm(form: HTMLFormElement): void {
  const activity = form.querySelector<HTMLSelectElement>("#target-activity");
  const name = form.querySelector<HTMLInputElement>("#target-name");
  if (!activity || !name) return;
  let isNameMine = true;
  const update = (): void => {
    for (const row of form.querySelectorAll<HTMLElement>("[data-item]")) offerMetrics(row, activity.value);
    if (isNameMine) name.value = conditionsInWords(form);
  };
  form.addEventListener("input", (event) => {
    if (event.target === name) isNameMine = name.value === "";
    else if (event.target instanceof HTMLSelectElement && event.target.name.endsWith("metric_definition_id")) {
      preferDirection(event.target);
    }
    update();
  });
  form.addEventListener("rowschanged", update);
  form.addEventListener("reset", () =>
    setTimeout(() => {
      isNameMine = true;
      update();
    }),
  );
  update();
}

/** Only metrics of the chosen activity can be picked. */
function offerMetrics(row: HTMLElement, activityId: string): void {
  const list = row.querySelector<HTMLSelectElement>("[name$=metric_definition_id]");
  if (!list) return;
  for (const option of list.options) option.hidden = option.disabled = option.dataset["activity"] !== activityId;
  const chosen = list.selectedOptions[0];
  if (chosen && !chosen.disabled) return;
  list.value = Array.from(list.options).find((option) => !option.disabled)?.value ?? "";
  preferDirection(list);
}

/** A metric where less is better is aimed at from above. */
function preferDirection(metrics: HTMLSelectElement): void {
  const comparison = metrics.parentElement?.querySelector<HTMLSelectElement>("[name$=comparison]");
  const better = metrics.selectedOptions[0]?.dataset["better"];
  if (comparison && better) comparison.value = better;
}

function conditionsInWords(form: HTMLFormElement): string {
  const conditions = Array.from(form.querySelectorAll<HTMLElement>("[data-item]"), (row) => {
    const [metric, comparison] = Array.from(row.querySelectorAll("select"), (list) => list.selectedOptions[0]);
    const value = row.querySelector("input")?.value ?? "";
    if (value === "" || !metric || !comparison) return "";
    return words.condition(metric.dataset["name"] ?? "", comparison.text, value, metric.dataset["unit"] ?? "");
  });
  return conditions.filter(Boolean).join(words.and);
}
