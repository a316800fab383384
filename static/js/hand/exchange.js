// @ts-check
// A hand as a file: {"version": 1, "drawings": [{"label": 7, "strokes": [[[x, y], …], …]}]}, in pad
// units from 0 to 1, y down.

import { dotsOf } from "../pad/dots.js";
import { DEFAULT_WIDTH, NEUTRAL_PRESSURE } from "../pad/strokes.js";

/** @typedef {import("./store.js").Labelled} Labelled */

export const FILE_NAME = "trazo-hand.json";
const VERSION = 1;
/** So many drawings at most are taken from one file, of so many points in all. */
const MOST = 5000;
const MOST_POINTS = 1_000_000;
// A pen may leave the pad; no further than this.
const MARGIN = 0.25;

/** @typedef {"json" | "version" | "many" | "none" | "large" | "label" | "strokes" | "place" | "dots"} Fault */
/** @type {Record<Fault, string>} */
const FAULTS = {
  json: "It is no JSON.",
  version: "It is no hand of this version.",
  many: "There are too many drawings.",
  none: "There are no drawings.",
  large: "There is too much in it.",
  label: "A label is no digit.",
  strokes: "A drawing has no strokes, or one of them no points.",
  place: "A point is off the pad.",
  dots: "A drawing is no more than taps.",
};

/** The file is no hand, or none that this page can read. */
export class NotAHand extends TypeError {
  /** @param {Fault} code */
  constructor(code) {
    super(FAULTS[code]);
    this.code = code;
  }
}

/** @param {readonly Labelled[]} drawings */
export function handToText(drawings) {
  const told = drawings.map(({ label, strokes }) => ({
    label,
    strokes: strokes.map(({ points }) => points.map(({ x, y }) => [x, y].map((value) => Number(value.toFixed(4))))),
  }));
  return JSON.stringify({ version: VERSION, drawings: told });
}

/** @param {boolean} holds @param {Fault} fault @returns {asserts holds} */
function demand(holds, fault) {
  if (!holds) throw new NotAHand(fault);
}

/** @param {unknown} value */
function isPlace(value) {
  return typeof value === "number" && value >= -MARGIN && value <= 1 + MARGIN;
}

/** @param {any} points @returns {import("../pad/strokes.js").Stroke} */
function strokeOf(points) {
  demand(Array.isArray(points) && points.length > 0, "strokes");
  const placed = points.map((/** @type {any} */ point, /** @type {number} */ t) => {
    demand(Array.isArray(point) && point.length >= 2 && point.slice(0, 2).every(isPlace), "place");
    return { x: point[0], y: point[1], pressure: NEUTRAL_PRESSURE, t };
  });
  return { points: placed, width: DEFAULT_WIDTH };
}

/** @param {any} drawing @returns {Labelled} */
function drawingOf(drawing) {
  const { label, strokes } = drawing ?? {};
  demand(Number.isInteger(label) && label >= 0 && label <= 9, "label");
  demand(Array.isArray(strokes) && strokes.length > 0, "strokes");
  const drawn = strokes.map(strokeOf);
  const onPad = /** @type {any} */ ({ strokes: drawn, ground: null });
  demand(dotsOf(onPad) === null, "dots");
  return { label, strokes: drawn };
}

/** @param {string} text @returns {Labelled[]} throws NotAHand */
export function handFromText(text) {
  let read;
  try {
    read = JSON.parse(text);
  } catch {
    throw new NotAHand("json");
  }
  demand(read?.version === VERSION && Array.isArray(read.drawings), "version");
  demand(read.drawings.length > 0, "none");
  demand(read.drawings.length <= MOST, "many");
  const drawings = read.drawings.map(drawingOf);
  const points = drawings.flatMap((/** @type {Labelled} */ each) => each.strokes.map((stroke) => stroke.points.length));
  demand(points.reduce((/** @type {number} */ sum, /** @type {number} */ count) => sum + count, 0) <= MOST_POINTS, "large");
  return drawings;
}
