// @ts-check
// The file that a network travels in: what it is, as JSON, and then all its weights.
//
// uint32 (little-endian): the length of the JSON. The JSON in UTF-8, blanks at its end up to a
// multiple of four bytes. The weights of all arrays, one after the other in the JSON's order,
// row by row, float16 or float32, little-endian. `webapp/networks/packing.py` writes it.

import { Parameter } from "./layers/layer.js";

/**
 * @typedef {{name: string, kind: string, activation?: string, strides?: number[],
 *   padding?: string, pool_size?: number[], output?: number[]}} LayerDescription
 * @typedef {Record<string, Parameter>} Arrays
 */
/**
 * `views` are borders in pixels, see views.js; `averaged` says what is averaged over them.
 * `rejects`: it has learned what is no digit, and under `threshold` P(digit) is too low.
 * Under `unsure` the winner's probability is too low.
 * @typedef {{model: string, sha256: string, dtype: "float16" | "float32", input: number[],
 *   layers: LayerDescription[], arrays: {name: string, shape: number[]}[], views: number[],
 *   averaged: "logits" | "probabilities", rejects: boolean, threshold: number, unsure: number}} Description
 */

/** @param {number} bits of a float16 */
function float16(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** @param {ArrayBuffer} buffer @param {number} start @param {string} dtype */
function numbersIn(buffer, start, dtype) {
  if (dtype === "float32") return new Float32Array(buffer.slice(start));
  return Float32Array.from(new Uint16Array(buffer, start), float16);
}

/**
 * Read a file of this kind: its JSON, and where what follows it starts.
 * @param {ArrayBuffer} buffer
 * @returns {{about: any, start: number}} throws SyntaxError or RangeError where it is something else
 */
export function headOf(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const text = new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(buffer, 4, length));
  return { about: JSON.parse(text), start: 4 + length };
}

/** @param {ArrayBuffer} buffer @returns {{about: Description, arrays: Arrays}} throws as `headOf` */
export function readNetworkFile(buffer) {
  const { about, start } = headOf(buffer);
  const numbers = numbersIn(buffer, start, about.dtype);
  /** @type {Arrays} */
  const arrays = {};
  let at = 0;
  for (const { name, shape } of about.arrays) {
    const size = shape.reduce((/** @type {number} */ all, /** @type {number} */ side) => all * side, 1);
    arrays[name] = new Parameter(numbers.slice(at, at + size), shape);
    at += size;
  }
  if (at !== numbers.length) throw new RangeError("The network's file is not whole.");
  return { about, arrays };
}
