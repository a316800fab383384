// @ts-check
// What every page does: the button for dark colours, and no page is left for a file that is dropped on it.

import { element } from "./parts.js";
import { listenToTheme } from "./theme.js";

for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
listenToTheme(element("theme"));
