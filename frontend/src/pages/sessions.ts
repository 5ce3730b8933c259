// The list of sessions and the report of one.

import "../elements/tag-field";
import "../lib/blank-fields";
import "../lib/load-more";
import { outbox } from "../room/outbox";
import "../room/start-practice";
import "./sessions.css";

// What a lost connection kept in the room is sent from here, too.
void outbox.send();
