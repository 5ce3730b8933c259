// The page of one goal.

import "../elements/list-editor";
import { wireTargetForm } from "../elements/target-form";
import "./builder.css";
import "./goal.css";

const form = document.querySelector<HTMLFormElement>("#target-form");
if (form) wireTargetForm(form);
