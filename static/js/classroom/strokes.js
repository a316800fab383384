// @ts-check
// A class's drawings have places alone: here they get a pen again, the one that every drawing has.

import { DEFAULT_WIDTH, NEUTRAL_PRESSURE } from "../pad/strokes.js";

/** @param {readonly (readonly [number, number])[][]} places of the strokes @returns {import("../pad/strokes.js").Stroke[]} */
export function strokesOf(places) {
  return places.map((stroke) => ({
    width: DEFAULT_WIDTH,
    points: stroke.map(([x, y]) => ({ x, y, pressure: NEUTRAL_PRESSURE, t: 0 })),
  }));
}
