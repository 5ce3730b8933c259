// Insights: the chosen metric's plot. Choosing another one goes to it.

import "../elements/series-plot";
import { outbox } from "../room/outbox";
import "./insights.css";

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field instanceof HTMLSelectElement && field.hasAttribute("data-submits")) field.form?.requestSubmit();
});

void outbox.send();
