// @ts-check
// The drawing outlives a reload and a change of language: it is kept for as long as the tab is,
// and so is what undo and redo bring back.

import { areGroundsStale, keepGrounds, restoreGrounds } from "./grounds.js";
import { historyFromData, historyToData } from "./history.js";
import { drawnInSteps, strokeFromData } from "./strokes.js";

/** @typedef {import("./strokes.js").Drawing} Drawing */
/** @typedef {import("./strokes.js").Stroke} Stroke */

const KEY = "trazo.drawing";
const HISTORY = "trazo.history";

/** The history that was saved with a drawing; without one, its strokes are the steps. @param {string} text the drawing's @param {Stroke[]} strokes */
function savedHistory(text, strokes) {
  try {
    const { of, ...data } = JSON.parse(sessionStorage.getItem(HISTORY) ?? "{}");
    if (of === text.length) return historyFromData(data, strokes);
  } catch {
    // The drawing itself can be read, and that is what matters.
  }
  return drawnInSteps(strokes);
}

/** Bring back what was on the pad; anything unreadable is forgotten. @param {Drawing} drawing */
export function restore(drawing) {
  try {
    const text = sessionStorage.getItem(KEY);
    if (text === null) return;
    const history = savedHistory(text, JSON.parse(text).map(strokeFromData));
    restoreGrounds(history);
    drawing.restore(history);
  } catch {
    // A full, forbidden or damaged storage must not keep anyone from drawing.
  }
}

/** Save what is on the pad, with its history where there is room. @param {Drawing} drawing */
function save(drawing) {
  try {
    const text = JSON.stringify(drawing.toData());
    // First, so that no drawing is left with the history of another.
    sessionStorage.removeItem(HISTORY);
    sessionStorage.setItem(KEY, text);
    sessionStorage.setItem(HISTORY, JSON.stringify({ of: text.length, ...historyToData(drawing.history) }));
  } catch {
    // As above.
  }
  keepGrounds(drawing);
}

/** Whether another page of this tab has drawn since. @param {Drawing} drawing */
function isStale(drawing) {
  try {
    const text = sessionStorage.getItem(KEY);
    return text !== null && (text !== JSON.stringify(drawing.toData()) || areGroundsStale(drawing));
  } catch {
    return false;
  }
}

/** Save after each finished change; a page that comes back as it was left takes what is newer. @param {Drawing} drawing */
export function keep(drawing) {
  drawing.addEventListener("change", (event) => {
    const kind = /** @type {CustomEvent} */ (event).detail;
    if (kind !== "begin" && kind !== "extend") save(drawing);
  });
  addEventListener("pagehide", () => save(drawing));
  // From the back/forward cache: https://web.dev/articles/bfcache
  addEventListener("pageshow", (event) => {
    if (event.persisted && isStale(drawing)) restore(drawing);
  });
}
