// @ts-check
// A pupil's pad: what is on it outlives a reload and a phone that sleeps.

import { element } from "../page/parts.js";
import { KeyboardPen, announcePen } from "../pad/keyboard-pen.js";
import { Pad } from "../pad/pad.js";
import { DEFAULT_WIDTH, Drawing, drawnInSteps, strokeFromData } from "../pad/strokes.js";
import { isCommand, letterOf } from "../page/keys.js";
import { followColours } from "../page/theme.js";
import { read, write } from "./keepsakes.js";

/** @param {Drawing} drawing @param {string} key */
function remember(drawing, key) {
  try {
    const strokes = JSON.parse(read(key) ?? "[]").map(strokeFromData);
    if (strokes.length > 0) drawing.restore(drawnInSteps(strokes));
  } catch {
    // Anything unreadable is forgotten.
  }
  drawing.addEventListener("change", (event) => {
    const kind = /** @type {CustomEvent} */ (event).detail;
    if (kind !== "begin" && kind !== "extend") write(key, JSON.stringify(drawing.toData()));
  });
}

/** @param {Drawing} drawing */
function listen(drawing) {
  element("undo").addEventListener("click", () => drawing.undo());
  element("clear").addEventListener("click", () => drawing.clear());
  document.addEventListener("keydown", (event) => {
    if (!isCommand(event) || letterOf(event) !== "z") return;
    event.preventDefault();
    if (event.shiftKey) drawing.redo();
    else drawing.undo();
  });
}

/** Lay the pad out. @param {string} key under which what is on it is kept @param {import("../page/messages.js").Messages} messages @param {import("../page/announcer.js").Announcer} announcer */
export function layOutPad(key, messages, announcer) {
  const canvas = /** @type {HTMLCanvasElement} */ (element("pad"));
  const drawing = new Drawing();
  const pad = new Pad(canvas, drawing, DEFAULT_WIDTH);
  announcePen(new KeyboardPen(canvas, element("cursor"), drawing, pad), messages, announcer);
  listen(drawing);
  followColours(() => pad.render());
  const refresh = () => {
    const isEmpty = drawing.isEmpty();
    element("hint").hidden = !isEmpty;
    for (const id of ["undo", "clear", "send"]) element(id).setAttribute("aria-disabled", String(isEmpty));
  };
  drawing.addEventListener("change", refresh);
  remember(drawing, key);
  refresh();
  return drawing;
}
