// @ts-check
// A box of a picture brought to another size, to the last bit as Pillow does it with its Hamming
// window (`Image.resize` of Pillow 13, src/libImaging/Resample.c): one way after the other, each
// pixel a weighted sum of 8-bit levels with weights of 22 binary places.

import { reduced } from "./reducing.js";

/** @typedef {import("./ink.js").Ink} Ink */
/** @typedef {import("./cropping.js").Box} Box */
/** The pixels that one output pixel is made of, from `first` on. @typedef {{first: number, weights: Int32Array}} Window */

const PLACES = 22;
const HALF = 1 << (PLACES - 1);
const { fround } = Math;
// Pillow has these as single-precision constants.
const [HAMMING_A, HAMMING_B] = [fround(0.54), fround(0.46)];
// How far the window reaches, in output pixels.
const SUPPORT = 1;
// A picture more than twice as large again as it needs be is reduced by a whole factor first.
const REDUCING_GAP = 2;

/** A cosine bell over a sinc, 1 in the middle, 0 from 1 on. @param {number} distance */
function hamming(distance) {
  const x = Math.abs(distance) * Math.PI;
  if (x === 0) return 1;
  if (x >= Math.PI) return 0;
  return (Math.sin(x) / x) * (HAMMING_A + HAMMING_B * Math.cos(x));
}

/**
 * The weights that bring `start`..`end` of a line of `length` pixels to `size` pixels.
 * @param {number} length @param {number} start @param {number} end @param {number} size @returns {Window[]}
 */
function windowsOf(length, start, end, size) {
  const scale = fround(fround(end) - fround(start)) / size;
  const stretch = Math.max(scale, 1);
  return Array.from({ length: size }, (_, at) => {
    const centre = fround(start) + (at + 0.5) * scale;
    const first = Math.max(Math.trunc(centre - SUPPORT * stretch + 0.5), 0);
    const last = Math.min(Math.trunc(centre + SUPPORT * stretch + 0.5), length);
    const exact = Float64Array.from({ length: last - first }, (_, x) => hamming((x + first - centre + 0.5) * (1 / stretch)));
    const total = exact.reduce((sum, weight) => sum + weight, 0);
    const weights = Int32Array.from(exact, (weight) => {
      const fixed = (total === 0 ? weight : weight / total) * 2 ** PLACES;
      return Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5);
    });
    return { first, weights };
  });
}

/** @param {number} sum */
function clipped(sum) {
  return Math.min(Math.max(sum >> PLACES, 0), 255);
}

/**
 * Weigh lines of pixels: `step` from one pixel of a line to the next, `across` from line to line.
 * @param {Uint8Array} from @param {Window[]} windows @param {number} lines
 * @param {{step: number, across: number}} source @param {{step: number, across: number}} target
 */
function weighed(from, windows, lines, source, target) {
  const to = new Uint8Array(windows.length * lines);
  for (const [at, { first, weights }] of windows.entries()) {
    for (let line = 0; line < lines; line++) {
      let sum = HALF;
      let place = line * source.across + first * source.step;
      for (let x = 0; x < weights.length; x++, place += source.step) sum += from[place] * weights[x];
      to[line * target.across + at * target.step] = clipped(sum);
    }
  }
  return to;
}

/**
 * How often the longer way goes into the shorter, the gap left out, and at least once.
 * @param {number} length @param {number} size
 */
function factorOf(length, size) {
  return Math.trunc(length / size / REDUCING_GAP) || 1;
}

/** A box and what the window reaches beyond it. @param {Ink} ink @param {Box} box @param {number} width @param {number} height @returns {Box} */
function widened(ink, box, width, height) {
  const reachX = (SUPPORT - 0.5) * ((box.right - box.left) / width);
  const reachY = (SUPPORT - 0.5) * ((box.bottom - box.top) / height);
  return {
    left: Math.max(0, Math.trunc(box.left - reachX)),
    top: Math.max(0, Math.trunc(box.top - reachY)),
    right: Math.min(ink.width, Math.ceil(box.right + reachX)),
    bottom: Math.min(ink.height, Math.ceil(box.bottom + reachY)),
  };
}

/** Bring a box of a picture to a size. @param {Ink} ink @param {Box} box @param {number} width @param {number} height @returns {Ink} */
export function resized(ink, box, width, height) {
  const [across, down] = [factorOf(box.right - box.left, width), factorOf(box.bottom - box.top, height)];
  if (across === 1 && down === 1) return resampled(ink, box, width, height);
  const wide = widened(ink, box, width, height);
  const inReduced = {
    left: (box.left - wide.left) / across,
    top: (box.top - wide.top) / down,
    right: (box.right - wide.left) / across,
    bottom: (box.bottom - wide.top) / down,
  };
  return resampled(reduced(ink, wide, across, down), inReduced, width, height);
}

/** @param {Ink} ink @param {Box} box @param {number} width @param {number} height @returns {Ink} */
function resampled(ink, box, width, height) {
  const columns = windowsOf(ink.width, box.left, box.right, width);
  const rows = windowsOf(ink.height, box.top, box.bottom, height);
  const [lower, narrower] = [ink.height - height, ink.width - width];
  // The second way starts from rounded levels, so their order shows in the last bit.
  const isDownFirst = lower > 0 && lower > 2 * narrower;
  if (isDownFirst) return across(down(ink, rows), columns);
  const { first } = rows[0];
  const last = rows[height - 1].first + rows[height - 1].weights.length;
  const used = { ...ink, data: ink.data.subarray(first * ink.width, last * ink.width), height: last - first };
  const fromFirst = rows.map((row) => ({ ...row, first: row.first - first }));
  return down(across(used, columns), fromFirst);
}

/** Weigh along the rows. @param {Ink} ink @param {Window[]} windows @returns {Ink} */
function across({ data, width, height }, windows) {
  const to = weighed(data, windows, height, { step: 1, across: width }, { step: 1, across: windows.length });
  return { data: to, width: windows.length, height };
}

/** Weigh along the columns. @param {Ink} ink @param {Window[]} windows @returns {Ink} */
function down({ data, width }, windows) {
  const along = { step: width, across: 1 };
  return { data: weighed(data, windows, width, along, along), width, height: windows.length };
}
