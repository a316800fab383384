// @ts-check
// Ink of any size to the 28x28 image that MNIST would have made of it, to the last bit what
// `webapp/reading/preprocessing.py` makes of it; the reasons are told there.

import { pairwiseSum, roundHalfEven } from "./arithmetic.js";
import { crop } from "./cropping.js";
import { resized } from "./resampling.js";

/** @typedef {import("./ink.js").Ink} Ink */
/** @typedef {import("./cropping.js").Box} Box */

export const SIDE = 28;
const BOX = 20;
const CENTRE = 14;

// Ink under this distance from the ground (of 255) is paper grain, not a stroke.
const FAINTEST = 12;
// Of the darkest ink: what is fainter is the soft edge of a stroke, and outside the crop.
const EDGE = 0.12;
// Of the picture's longer side: a drawing no larger than this is a speck.
const SPECK = 0.015;
const { fround } = Math;

/** Nothing is drawn, or no more than a speck. The server's code for it is the same. */
export class BlankDrawing extends Error {
  code = "blank-drawing";
}

/** @param {Uint8Array} levels */
function darkest(levels) {
  let most = 0;
  for (let at = 0; at < levels.length; at++) if (levels[at] > most) most = levels[at];
  return most;
}

/** @param {Ink} ink @returns {Box} */
function boxOf(ink) {
  const peak = darkest(ink.data);
  if (peak < FAINTEST) throw new BlankDrawing("There is nothing on the pad yet.");
  const box = crop(ink, Math.trunc(Math.max(peak * EDGE, FAINTEST - 1)));
  const longer = Math.max(box.right - box.left, box.bottom - box.top);
  if (longer <= Math.max(1, SPECK * Math.max(ink.width, ink.height))) {
    throw new BlankDrawing("There is only a dot on the pad.");
  }
  return box;
}

/**
 * The ink in the box, its longer side at 20 pixels, its darkest pixel at 255.
 * @param {Ink} ink @param {Box} box
 * @returns {{values: Float32Array, width: number, height: number}} values float32 (height, width)
 */
function scaled(ink, box) {
  const [wide, high] = [box.right - box.left, box.bottom - box.top];
  const scale = BOX / Math.max(wide, high);
  const [width, height] = [wide, high].map((side) => Math.max(1, roundHalfEven(side * scale)));
  const { data } = resized(ink, box, width, height);
  const darker = fround(255 / darkest(data));
  const values = Float32Array.from(data, (level) => level * darker);
  return { values: values.map((value) => (value < FAINTEST ? 0 : value)), width, height };
}

/** The sums of the rows and of the columns, in the order in which numpy adds. @param {Float32Array} values @param {number} width @param {number} height */
function marginsOf(values, width, height) {
  const rows = Float32Array.from({ length: height }, (_, y) => pairwiseSum(values, y * width, width));
  if (width === 1) return { rows, columns: Float32Array.of(pairwiseSum(values)) };
  const columns = new Float32Array(width);
  for (const [at, value] of values.entries()) columns[at % width] += value;
  return { rows, columns };
}

/** Where to put a line of pixels so that its centre of mass falls on the middle. @param {Float32Array} sums @param {number} mass */
function placeOf(sums, mass) {
  const moment = sums.reduce((total, sum, at) => total + sum * at, 0);
  return Math.min(Math.max(roundHalfEven(CENTRE - moment / mass), 0), SIDE - sums.length);
}

/**
 * Crop to the ink, scale its longer side to 20 pixels and centre its mass at index 14.
 * @param {Ink} ink how dark it is does not matter, only its shape
 * @returns {Uint8Array} (28, 28), row by row, 255 = the darkest ink; throws BlankDrawing
 */
export function toMnist(ink) {
  const { values, width, height } = scaled(ink, boxOf(ink));
  const mass = pairwiseSum(values);
  const { rows, columns } = marginsOf(values, width, height);
  const [top, left] = [placeOf(rows, mass), placeOf(columns, mass)];
  const digit = new Uint8Array(SIDE * SIDE);
  for (const [at, value] of values.entries()) {
    const [y, x] = [Math.floor(at / width), at % width];
    digit[(top + y) * SIDE + left + x] = roundHalfEven(value);
  }
  return digit;
}
