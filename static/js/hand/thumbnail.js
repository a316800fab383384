// @ts-check
// A drawing in small, drawn once it comes into sight: of thousands, few ever do.

import { contextOf } from "../page/canvas.js";
import { followColours } from "../page/theme.js";
import { drawStroke } from "../pad/ink.js";

/** @typedef {import("../pad/strokes.js").Stroke} Stroke */

const SIDE = 56;
/** @type {WeakMap<HTMLCanvasElement, readonly Stroke[]>} */
const drawn = new WeakMap();
/** @type {Set<HTMLCanvasElement>} */
const seen = new Set();

/** @param {HTMLCanvasElement} canvas */
function draw(canvas) {
  const side = Math.round(SIDE * devicePixelRatio);
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const context = contextOf(canvas);
  const { color } = getComputedStyle(canvas);
  context.clearRect(0, 0, side, side);
  context.fillStyle = context.strokeStyle = color;
  for (const stroke of drawn.get(canvas) ?? []) drawStroke(context, stroke, side, stroke.width * side);
}

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const canvas = /** @type {HTMLCanvasElement} */ (target);
    if (isIntersecting && !seen.has(canvas)) {
      seen.add(canvas);
      draw(canvas);
    } else if (!isIntersecting && seen.delete(canvas)) canvas.width = canvas.height = 1; // its memory is free again
  }
}, { rootMargin: "200px" });

followColours(() => {
  for (const canvas of seen) draw(canvas);
});
// Paper has no sight to come into.
addEventListener("beforeprint", () => {
  for (const canvas of document.querySelectorAll("canvas.thumbnail")) draw(/** @type {HTMLCanvasElement} */ (canvas));
});

/** @param {readonly Stroke[]} strokes */
export function thumbnail(strokes) {
  const canvas = document.createElement("canvas");
  canvas.className = "thumbnail";
  canvas.width = canvas.height = 1;
  canvas.setAttribute("aria-hidden", "true");
  drawn.set(canvas, strokes);
  observer.observe(canvas);
  return canvas;
}

/** The page shows it no more. @param {HTMLCanvasElement} canvas */
export function dropThumbnail(canvas) {
  observer.unobserve(canvas);
  seen.delete(canvas);
}
