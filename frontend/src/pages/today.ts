// Today: what runs, what is due, what is neglected, and one press to start.

import { outbox } from "../room/outbox";
import "../room/start-practice";
import "./today.css";

// What a lost connection kept in the room is sent from here, too.
void outbox.send();
