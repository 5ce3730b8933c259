// The builders of activities and templates.

import "../elements/list-editor";
import { ApiForm } from "../elements/api-form";
import "./builder.css";

// Leaving with unsaved changes asks first, as the browser does it.
addEventListener("beforeunload", (event) => {
  const form = document.querySelector(".builder api-form");
  if (form instanceof ApiForm && form.hasAttribute("data-dirty")) event.preventDefault();
});
