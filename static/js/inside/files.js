// @ts-check
// The drawing and the 28x28 image as files.

import { contextOf } from "../page/canvas.js";
import { Coverage } from "../pad/coverage.js";
import { drawStroke } from "../pad/ink.js";
import { canvasPng, greyPng, levelsPng } from "../pad/png.js";
import { isReadbackTrue } from "../pad/readback.js";
import { levelsOf } from "./examples.js";

/** @typedef {import("../pad/strokes.js").Stroke} Stroke */
/** @typedef {import("../pad/strokes.js").Point} Point */
/** @typedef {import("../pad/ground.js").Ground} Ground */

const PNG_SIDE = 1120;
const SVG_SIDE = 1000;
const SIDE = 28;

/** @param {readonly Stroke[]} strokes @param {Ground | null} ground @param {HTMLCanvasElement | null} image @returns {Promise<Blob>} */
export function drawingPng(strokes, ground, image) {
  if (!isReadbackTrue()) return levelsPng(drawnLevels(strokes, image), PNG_SIDE);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = PNG_SIDE;
  const context = contextOf(canvas);
  context.fillStyle = "#fff";
  context.fillRect(0, 0, PNG_SIDE, PNG_SIDE);
  if (ground) context.drawImage(ground.canvas, 0, 0, PNG_SIDE, PNG_SIDE);
  context.fillStyle = context.strokeStyle = ground?.isDark ? "#fff" : "#000";
  context.imageSmoothingEnabled = false;
  if (image) context.drawImage(image, 0, 0, PNG_SIDE, PNG_SIDE);
  for (const stroke of strokes) drawStroke(context, stroke, PNG_SIDE, stroke.width * PNG_SIDE);
  return ground ? canvasPng(canvas) : greyPng(context.getImageData(0, 0, PNG_SIDE, PNG_SIDE));
}

/** The same without a canvas. @param {readonly Stroke[]} strokes @param {HTMLCanvasElement | null} image */
function drawnLevels(strokes, image) {
  const coverage = new Coverage(PNG_SIDE);
  for (const stroke of strokes) coverage.draw(stroke, stroke.width * PNG_SIDE);
  if (!image) return coverage.grey;
  const [levels, unit] = [levelsOf(image), PNG_SIDE / SIDE];
  const placeOf = (/** @type {number} */ at) => Math.floor(at / PNG_SIDE / unit) * SIDE + Math.floor((at % PNG_SIDE) / unit);
  return coverage.grey.map((grey, at) => Math.min(grey, levels[placeOf(at)]));
}

/** @param {Point} point */
function place({ x, y }) {
  return `${(x * SVG_SIDE).toFixed(1)} ${(y * SVG_SIDE).toFixed(1)}`;
}

/** @param {Point} a @param {Point} b @returns {Point} */
function middle(a, b) {
  return { ...a, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** The same curves as on the pad: from middle to middle, each point bends its own. @param {Stroke} stroke */
function pathsOf({ width, points }) {
  const last = points.length - 1;
  const pen = (/** @type {Point} */ { pressure }) => (width * SVG_SIDE * (0.5 + pressure)).toFixed(1);
  if (last === 0) return [`<path stroke-width="${pen(points[0])}" d="M${place(points[0])}h0"/>`];
  const isEven = points.every(({ pressure }) => pressure === points[0].pressure);
  const pieces = points.map((point, i) => {
    const from = i === 0 ? point : middle(points[i - 1], point);
    const to = i === last ? point : middle(point, points[i + 1]);
    const bend = i === 0 || i === last ? `L${place(to)}` : `Q${place(point)} ${place(to)}`;
    return { from, bend, pen: pen(point) };
  });
  if (isEven) return [`<path stroke-width="${pieces[0].pen}" d="M${place(points[0])}${pieces.map(({ bend }) => bend).join("")}"/>`];
  return pieces.map(({ from, bend, pen: own }) => `<path stroke-width="${own}" d="M${place(from)}${bend}"/>`);
}

/** @param {readonly Stroke[]} strokes */
export function drawingSvg(strokes) {
  const size = `width="${SVG_SIDE}" height="${SVG_SIDE}" viewBox="0 0 ${SVG_SIDE} ${SVG_SIDE}"`;
  const ink = 'fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round"';
  const paths = strokes.flatMap(pathsOf).join("\n");
  const text = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n<rect width="100%" height="100%" fill="#fff"/>\n<g ${ink}>\n${paths}\n</g>\n</svg>\n`;
  return new Blob([text], { type: "image/svg+xml" });
}

/** @param {Uint8Array} pixels */
export function inputCsv(pixels) {
  const rows = Array.from({ length: SIDE }, (_, row) => pixels.slice(row * SIDE, (row + 1) * SIDE).join(","));
  return new Blob([`${rows.join("\n")}\n`], { type: "text/csv" });
}

/** White ink on black, as MNIST's. @param {Uint8Array} pixels */
export function inputPng(pixels) {
  const image = new ImageData(SIDE, SIDE);
  for (const [at, value] of pixels.entries()) image.data.set([value, value, value, 255], 4 * at);
  return greyPng(image);
}
