// The list of activities.

import "../elements/activity-catalogue";
import "./builder.css";
