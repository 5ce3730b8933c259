// Today: starting practice, with or without choosing first.

import { outbox } from "../room/outbox";
import "../room/start-practice";
import "./today.css";

void outbox.send();
