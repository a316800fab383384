// @ts-check
// A picture's shades: which ground and ink it has, and the grey in which the ink stands out most.

import { contextOf, READ_BACK } from "../page/canvas.js";

const SEGMENTS = 8;
// Strokes drawn over a picture are no fainter than this, in levels of 255.
const LEAST_CONTRAST = 100;
const DARK = 128;

/** @typedef {{ground: number, ink: number}} Shades levels of 0..255 */

/** @param {number[]} values @param {number} share 0: the least, 1: the most */
function quantile(values, share) {
  values.sort((a, b) => a - b);
  return values[Math.round(share * (values.length - 1))];
}

/** The levels of one channel, those of every fourth pixel. @param {ImageData} image @param {number} channel */
function levels({ data }, channel) {
  return Array.from({ length: Math.ceil(data.length / 16) }, (_, at) => data[16 * at + channel]);
}

/** How far a channel's levels lie from their middle one, in all. @param {number[]} values */
function spread(values) {
  const middle = quantile([...values], 0.5);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
}

/** The channel in which a picture has most to see; of grey ones the green. @param {ImageData} image */
function clearestChannel(image) {
  const spreads = [0, 1, 2].map((channel) => spread(levels(image, channel)));
  return spreads.reduce((best, value, channel) => (value > 1.05 * spreads[best] ? channel : best), 1);
}

/** The paper is what there is most of in the middle; a table may be seen around it. @param {CanvasRenderingContext2D} context */
function shadesOf(context) {
  const { width: side } = context.canvas;
  const margin = Math.round(side / 8);
  const values = levels(context.getImageData(margin, margin, side - 2 * margin, side - 2 * margin), 0);
  const ground = quantile(values, 0.5);
  const isDark = ground < DARK;
  const ink = quantile(values, isDark ? 0.99 : 0.01);
  const far = isDark ? Math.max(ink, ground + LEAST_CONTRAST) : Math.min(ink, ground - LEAST_CONTRAST);
  return { ground, ink: far };
}

/** Make a square picture grey, in place. @param {CanvasRenderingContext2D} context @returns {Shades} */
export function makeGrey(context) {
  const { width, height } = context.canvas;
  const image = context.getImageData(0, 0, width, height);
  const channel = clearestChannel(image);
  for (let at = 0; at < image.data.length; at += 4) image.data.fill(image.data[at + channel], at, at + 3);
  context.putImageData(image, 0, 0);
  return shadesOf(context);
}

/**
 * Whether all that is drawn on a transparent canvas is light: then its paper is dark.
 * @param {CanvasRenderingContext2D} context
 */
export function isLightInk(context) {
  const { width, height } = context.canvas;
  const { data } = context.getImageData(0, 0, width, height);
  let [all, dark] = [0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3];
    all += alpha;
    if (0.3 * data[at] + 0.6 * data[at + 1] + 0.1 * data[at + 2] < DARK) dark += alpha;
  }
  return all < 0.98 * 255 * width * height && dark < 0.02 * all;
}

/**
 * Go on with a picture's edge beyond it, as its paper would: piece by piece the middle colour, so
 * that ink that touches the edge ends there, and no frame is seen where the picture does.
 * @param {CanvasRenderingContext2D} context @param {[number, number, number, number]} edge a strip of the picture: x, y, width, height
 * @param {[number, number, number, number]} beyond the place to fill
 */
export function continueEdge(context, [x, y, width, height], beyond) {
  const isLevel = width > height;
  const pieces = document.createElement("canvas");
  [pieces.width, pieces.height] = isLevel ? [SEGMENTS, 1] : [1, SEGMENTS];
  const drawing = contextOf(pieces, READ_BACK);
  for (let piece = 0; piece < SEGMENTS; piece++) {
    const from = Math.floor(((isLevel ? width : height) * piece) / SEGMENTS);
    const long = Math.ceil((isLevel ? width : height) / SEGMENTS);
    const image = isLevel ? context.getImageData(x + from, y, long, height) : context.getImageData(x, y + from, width, long);
    drawing.fillStyle = `rgb(${[0, 1, 2].map((channel) => quantile(levels(image, channel), 0.5)).join(" ")})`;
    drawing.fillRect(isLevel ? piece : 0, isLevel ? 0 : piece, 1, 1);
  }
  context.drawImage(pieces, ...beyond);
}
