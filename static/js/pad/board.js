// @ts-check
// The pad with all that belongs to it: toolbar, keyboard's pen, samples, what outlives a reload.

import { keep, restore } from "./autosave.js";
import { dotsOf } from "./dots.js";
import { Pad } from "./pad.js";
import { Paper } from "./paper.js";
import { KeyboardPen, announcePen } from "./keyboard-pen.js";
import { SamplePlayer } from "./samples.js";
import { DEFAULT_WIDTH, Drawing } from "./strokes.js";
import { element } from "../page/parts.js";
import { followColours } from "../page/theme.js";
import { Toolbar } from "./toolbar.js";

/** @typedef {import("../page/announcer.js").Announcer} Announcer */
/** @typedef {import("../page/messages.js").Messages} Messages */
/** What is told of the drawing's changes: see Reader. @typedef {{update(): void, restart(): void, reset(): void}} Follower */

/** Whether the last stroke is a tap. @param {Drawing} drawing */
function isDot({ strokes }) {
  return strokes[strokes.length - 1].points.length === 1;
}

/** Ask after each change of the drawing. @param {Drawing} drawing @param {Follower} reader @param {() => void} showEmpty */
export function followDrawing(drawing, reader, showEmpty) {
  drawing.addEventListener("change", (event) => {
    const kind = /** @type {CustomEvent} */ (event).detail;
    const dots = dotsOf(drawing);
    if (drawing.isEmpty()) {
      reader.reset();
      showEmpty();
    } else if (kind === "extend") {
      // Every stroke begins as a dot: it is one once the pen is lifted.
      if (!dots) reader.update();
    } else if (kind === "end" && (dots || isDot(drawing))) reader.update();
    // A pen just put down is no news yet, and lifting one adds no ink.
    else if (kind !== "begin" && kind !== "end") reader.restart();
  });
}

/** Make the pad. @param {Messages} messages @param {Announcer} announcer */
export function layOutBoard(messages, announcer) {
  const canvas = /** @type {HTMLCanvasElement} */ (element("pad"));
  const drawing = new Drawing();
  const pad = new Pad(canvas, drawing, DEFAULT_WIDTH);
  const player = new SamplePlayer(canvas.dataset.samplesUrl ?? "", drawing);
  new Toolbar(canvas, drawing, pad, player);
  announcePen(new KeyboardPen(canvas, element("cursor"), drawing, pad), messages, announcer);
  drawing.addEventListener("change", () => {
    element("hint").hidden = !drawing.isEmpty();
  });
  followColours(() => pad.render());
  const paper = new Paper(canvas, /** @type {HTMLInputElement} */ (element("picture")), drawing, messages, announcer);
  // The ink has to be seen on it.
  paper.addEventListener("change", () => pad.render());
  return { drawing, player, paper };
}

/** Bring back what was on the pad, and keep what will be. @param {Drawing} drawing */
export function remember(drawing) {
  restore(drawing);
  keep(drawing);
}
