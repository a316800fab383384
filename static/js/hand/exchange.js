// @ts-check
// A hand as a file: {"version": 1, "drawings": [{"label": 7, "strokes": [[[x, y], …], …]}]}, in pad
// units from 0 to 1, y down.

import { DEFAULT_WIDTH, NEUTRAL_PRESSURE } from "../pad/strokes.js";

/** @typedef {import("./store.js").Labelled} Labelled */

export const FILE_NAME = "trazo-hand.json";
const VERSION = 1;
/** So many drawings at most are taken from one file, of so many points in all. */
const MOST = 5000;
const MOST_POINTS = 1_000_000;
// A pen may leave the pad; no further than this.
const MARGIN = 0.25;

/** The file is no hand, or none that this page can read. */
export class NotAHand extends TypeError {}

/** @param {readonly Labelled[]} drawings */
export function handToText(drawings) {
  const told = drawings.map(({ label, strokes }) => ({
    label,
    strokes: strokes.map(({ points }) => points.map(({ x, y }) => [x, y].map((value) => Number(value.toFixed(4))))),
  }));
  return JSON.stringify({ version: VERSION, drawings: told });
}

/** @param {boolean} holds @param {string} message @returns {asserts holds} */
function demand(holds, message) {
  if (!holds) throw new NotAHand(message);
}

/** @param {unknown} value */
function isPlace(value) {
  return typeof value === "number" && value >= -MARGIN && value <= 1 + MARGIN;
}

/** @param {any} points @returns {import("../pad/strokes.js").Stroke} */
function strokeOf(points) {
  demand(Array.isArray(points) && points.length > 0, "A stroke has no points.");
  const placed = points.map((/** @type {any} */ point, /** @type {number} */ t) => {
    demand(Array.isArray(point) && point.length >= 2 && point.slice(0, 2).every(isPlace), "A point is off the pad.");
    return { x: point[0], y: point[1], pressure: NEUTRAL_PRESSURE, t };
  });
  return { points: placed, width: DEFAULT_WIDTH };
}

/** @param {any} drawing @returns {Labelled} */
function drawingOf(drawing) {
  const { label, strokes } = drawing ?? {};
  demand(Number.isInteger(label) && label >= 0 && label <= 9, "A label is no digit.");
  demand(Array.isArray(strokes) && strokes.length > 0, "A drawing has no strokes.");
  return { label, strokes: strokes.map(strokeOf) };
}

/** @param {string} text @returns {Labelled[]} throws NotAHand */
export function handFromText(text) {
  let read;
  try {
    read = JSON.parse(text);
  } catch {
    throw new NotAHand("It is no JSON.");
  }
  demand(read?.version === VERSION && Array.isArray(read.drawings), "It is no hand of this version.");
  demand(read.drawings.length <= MOST, "There are too many drawings.");
  const drawings = read.drawings.map(drawingOf);
  const points = drawings.flatMap((/** @type {Labelled} */ each) => each.strokes.map((stroke) => stroke.points.length));
  demand(points.reduce((/** @type {number} */ sum, /** @type {number} */ count) => sum + count, 0) <= MOST_POINTS, "There are too many points.");
  return drawings;
}
