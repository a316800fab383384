// @ts-check
// What undo and redo go through, as data: drawings that share most of their strokes.

import { strokeFromData, strokeToData } from "./strokes.js";

/** @typedef {import("./strokes.js").Stroke} Stroke */
/** @typedef {import("./strokes.js").History} History */
/** @typedef {import("./strokes.js").DrawingData} DrawingData */
/**
 * `others` are the strokes that are not in the drawing now; drawings are lists of places in
 * the drawing's strokes and, after them, these.
 * @typedef {{others: DrawingData, past: number[][], future: number[][]}} HistoryData
 */

/** Without the drawing as it is now, which is kept beside it. @param {History} history @returns {HistoryData} */
export function historyToData({ past, now, future }) {
  const places = new Map(now.map((stroke, place) => [stroke, place]));
  /** @type {Stroke[]} */
  const others = [];
  /** @param {Stroke} stroke */
  const placeOf = (stroke) => {
    const place = places.get(stroke) ?? now.length + others.length;
    if (!places.has(stroke)) others.push(stroke);
    places.set(stroke, place);
    return place;
  };
  const placed = (/** @type {readonly (readonly Stroke[])[]} */ drawings) => drawings.map((strokes) => strokes.map(placeOf));
  return { past: placed(past), future: placed(future), others: others.map(strokeToData) };
}

/** Read what `historyToData` wrote; throws TypeError when it is anything else. @param {HistoryData} data @param {readonly Stroke[]} now @returns {History} */
export function historyFromData({ others, past, future }, now) {
  const strokes = [...now, ...others.map(strokeFromData)];
  /** @param {number} place */
  const strokeAt = (place) => {
    const stroke = strokes[place];
    if (!stroke) throw new TypeError("The history has no such stroke.");
    return stroke;
  };
  const drawings = (/** @type {number[][]} */ lists) => lists.map((places) => places.map(strokeAt));
  return { past: drawings(past), now, future: drawings(future) };
}
