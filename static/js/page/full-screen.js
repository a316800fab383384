// @ts-check
// The page on the whole screen, as for a class before a projector.

// A phone is too narrow for one more button, and has its own ways.
const ROOM = matchMedia("(min-width: 900px)");

function toggle() {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  // Refused, by the browser or by who looks after it: the page stays as it is.
  done.catch((error) => console.warn(error));
}

/** Put the button beside its template, where the browser can do it. @param {HTMLTemplateElement} template */
export function offerFullScreen(template) {
  if (!document.fullscreenEnabled || !ROOM.matches) return;
  template.after(document.importNode(template.content, true));
  const button = /** @type {HTMLElement} */ (template.nextElementSibling);
  button.addEventListener("click", toggle);
  document.addEventListener("fullscreenchange", () => {
    button.setAttribute("aria-pressed", String(document.fullscreenElement !== null));
  });
}
