// @ts-check
// Whether a canvas gives back what was drawn on it. Browsers that hide who somebody is (Tor,
// Brave, Firefox where it resists fingerprinting) answer with white or with noise.

import { contextOf } from "../page/canvas.js";

const WIDTH = 280;
const HEIGHT = 32;

/** A level for each column; all 256 come, and neighbours differ. @param {number} x */
function levelAt(x) {
  return (x * 7) % 256;
}

/** @type {CanvasRenderingContext2D | null} */
let probe = null;

/** A canvas of the kind that is read back, with a pattern that every browser must draw exactly. */
function drawnProbe() {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = contextOf(canvas, { alpha: false, willReadFrequently: true });
  for (let x = 0; x < WIDTH; x += 1) {
    const level = levelAt(x);
    context.fillStyle = `rgb(${level}, ${level}, ${level})`;
    context.fillRect(x, 0, 1, HEIGHT);
  }
  return context;
}

/** Whether it does now: asked each time, since a person may change their mind, or an extension. */
export function isReadbackTrue() {
  try {
    probe ??= drawnProbe();
    const { data } = probe.getImageData(0, 0, WIDTH, HEIGHT);
    if (data.length !== 4 * WIDTH * HEIGHT) return false;
    for (let at = 0; at < WIDTH * HEIGHT; at += 1) {
      const level = levelAt(at % WIDTH);
      if (data[4 * at] !== level || data[4 * at + 1] !== level || data[4 * at + 2] !== level) return false;
    }
    return true;
  } catch {
    return false; // Some forbid it altogether.
  }
}
