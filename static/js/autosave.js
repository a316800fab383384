// @ts-check
// The drawing outlives a reload and a change of language: it is kept for as long as the tab is.

/** @typedef {import("./strokes.js").Drawing} Drawing */

const KEY = "trazo.drawing";

/** Bring back what was on the pad; anything unreadable is forgotten. @param {Drawing} drawing */
export function restore(drawing) {
  try {
    const saved = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    if (saved.length > 0) drawing.fromData(saved);
  } catch {
    // A full, forbidden or damaged storage must not keep anyone from drawing.
  }
}

/** Save after each finished change. @param {Drawing} drawing */
export function keep(drawing) {
  const save = () => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(drawing.toData()));
    } catch {
      // As above.
    }
  };
  drawing.addEventListener("change", (event) => {
    const kind = /** @type {CustomEvent} */ (event).detail;
    if (kind !== "begin" && kind !== "extend") save();
  });
  addEventListener("pagehide", save);
}
