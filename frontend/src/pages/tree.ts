// The tree page: the outline, and its keys on the sheet.

import "../elements/goal-outline";
import { addKeys } from "../lib/keys";
import { words } from "../lib/words";
import "./tree.css";

for (const [keys, label] of words.outlineKeys) addKeys({ keys, label, group: words.outlineKeysTitle });
