// @ts-check
// What every page does: the button for dark colours, the links to other languages and to the
// content. No page is left for a file that is dropped on it.

import { offerFullScreen } from "./full-screen.js";
import { listenToGlosses } from "./gloss.js";
import { element } from "./parts.js";
import { listenToTheme } from "./theme.js";

/** What the address says by now comes along into another language. @param {HTMLAnchorElement} link */
function keepAddress(link) {
  link.addEventListener("click", () => {
    const url = new URL(link.href);
    url.searchParams.set("back", location.pathname + location.search);
    link.href = url.href;
  });
}

/** Past the masthead: to the pad where there is one. */
function skip() {
  const target = document.getElementById("pad") ?? document.querySelector("main");
  if (!(target instanceof HTMLElement)) return;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
for (const link of document.querySelectorAll(".languages a")) keepAddress(/** @type {HTMLAnchorElement} */ (link));
element("skip-link").addEventListener("click", (event) => {
  event.preventDefault();
  skip();
});
listenToTheme(element("theme"));
offerFullScreen(/** @type {HTMLTemplateElement} */ (element("full-screen")));
listenToGlosses(/** @type {HTMLTemplateElement} */ (element("explanations")));
