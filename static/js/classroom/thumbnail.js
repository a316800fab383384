// @ts-check
// A drawing in small: in the page's ink, anew when the page's colours change.

import { drawStroke } from "../pad/ink.js";
import { DEFAULT_WIDTH } from "../pad/strokes.js";
import { contextOf } from "../page/canvas.js";
import { followColours } from "../page/theme.js";
import { strokesOf } from "./strokes.js";

const SIDE = 112;
const PEN = DEFAULT_WIDTH * SIDE;

/** Those that the page shows no more are let go. @type {WeakMap<HTMLCanvasElement, [number, number][][]>} */
const drawn = new WeakMap();

/** @param {HTMLCanvasElement} canvas @param {[number, number][][]} strokes */
function paint(canvas, strokes) {
  const context = contextOf(canvas);
  const { color } = getComputedStyle(canvas);
  context.clearRect(0, 0, SIDE, SIDE);
  context.fillStyle = context.strokeStyle = color;
  for (const stroke of strokesOf(strokes)) drawStroke(context, stroke, SIDE, PEN);
}

followColours(() => {
  for (const canvas of document.querySelectorAll("canvas")) {
    const strokes = drawn.get(canvas);
    if (strokes) paint(canvas, strokes);
  }
});

/** @param {[number, number][][]} strokes */
export function thumbnail(strokes) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  canvas.setAttribute("aria-hidden", "true");
  drawn.set(canvas, strokes);
  requestAnimationFrame(() => paint(canvas, strokes));
  return canvas;
}
