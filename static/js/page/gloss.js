// @ts-check
// Words of the field: their explanation is shown over the page, and goes with Esc or a press beside it.

/** @type {HTMLElement | null} */
let shown = null;

/** @param {HTMLTemplateElement} template @param {string} key */
function explanationOf(template, key) {
  const found = template.content.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return found ? /** @type {HTMLElement} */ (document.importNode(found, true)) : null;
}

/** @param {HTMLElement} explanation @param {HTMLElement} link */
function show(explanation, link) {
  shown?.remove();
  shown = explanation;
  document.body.append(explanation);
  explanation.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed") explanation.remove();
  });
  const close = /** @type {HTMLElement} */ (explanation.querySelector("button"));
  close.addEventListener("click", () => {
    explanation.hidePopover();
    link.focus();
  });
  explanation.showPopover();
  close.focus();
}

/** Without this, or without the explanation, a word's link leads to the glossary. @param {HTMLTemplateElement} template */
export function listenToGlosses(template) {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.gloss") : null;
    if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const explanation = explanationOf(template, link.dataset.term ?? "");
    if (!explanation || !("showPopover" in explanation)) return;
    event.preventDefault();
    show(explanation, link);
  });
}
