// What every page loads. Pages with more to do add their own script from pages/.

import "./elements/api-form";
import "./elements/fractal-switcher";
import "./lib/actions";
import "./lib/dialogs";
import "./lib/frame-keys";
import "./lib/practise";
import "./lib/steppers";
import "./lib/toast";
