// @ts-check
// The filters beside a layer's maps: how their parts stand, and their pictures.

import { drawSharp } from "./colours.js";
import { isSpatial } from "./activations.js";

/**
 * @typedef {import("./activations.js").Stage} Stage
 * @typedef {import("./tensors.js").Tensor} Tensor
 * @typedef {{columns: number, rows: number, wide: boolean}} Parts
 */

// A filter with more parts than this is shown as their mean.
export const MOST_PARTS = 16;

/** How a filter's parts stand beside its map. @param {Stage} stage @param {Stage} before @param {Tensor | null} kernel @returns {Parts | null} */
export function partsOf(stage, before, kernel) {
  if (!kernel) return null;
  if (!isSpatial(stage)) return before.kind === "Input" ? { columns: 1, rows: 1, wide: true } : null;
  const inputs = kernel.shape[2];
  if (inputs === 1 || inputs > MOST_PARTS) return { columns: 1, rows: 1, wide: false };
  const rows = Math.ceil(Math.sqrt(inputs));
  return { columns: Math.ceil(inputs / rows), rows, wide: false };
}

/** Draw every filter of a layer at its place. @param {CanvasRenderingContext2D} context @param {import("./layer-layout.js").Tiles} tiles @param {Tensor} kernel @param {Stage} before @param {import("./colours.js").ColourScale} colours */
export function drawFilters(context, tiles, kernel, before, colours) {
  const { count } = tiles;
  const [rows, columns, inputs] = tiles.parts?.wide ? [before.shape[0], before.shape[1], 1] : kernel.shape;
  const shown = inputs > MOST_PARTS ? 1 : inputs;
  for (let channel = 0; channel < count; channel++) {
    const weight = (/** @type {number} */ i, /** @type {number} */ j, /** @type {number} */ c) =>
      kernel.data[((i * columns + j) * inputs + c) * count + channel];
    const value = (/** @type {number} */ i, /** @type {number} */ j, /** @type {number} */ part) => {
      if (shown === inputs) return weight(i, j, part);
      let sum = 0;
      for (let c = 0; c < inputs; c++) sum += weight(i, j, c);
      return sum / inputs;
    };
    const most = largestOf(rows, columns, shown, value);
    for (let part = 0; part < shown; part++) {
      const image = colours.image(rows, columns, (i, j) => value(i, j, part) / most);
      const { x, y, side } = tiles.filterBox(channel, part);
      drawSharp(context, image, x, y, side, side);
    }
  }
}

/** @param {number} rows @param {number} columns @param {number} parts @param {(i: number, j: number, part: number) => number} value */
function largestOf(rows, columns, parts, value) {
  let most = 1e-9;
  for (let part = 0; part < parts; part++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) most = Math.max(most, Math.abs(value(i, j, part)));
    }
  }
  return most;
}
