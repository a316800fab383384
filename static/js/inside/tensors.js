// @ts-check
// Arrays of an answer: bytes with a scale and a zero, or exact floats.

import { bytesOf } from "../page/base64.js";

/**
 * @typedef {{shape: number[], data: Float32Array}} Tensor
 * @typedef {import("../page/api-types.js").Quantised} Quantised
 * @typedef {import("../page/api-types.js").Exact} Exact
 */

/** @param {Quantised} quantised @returns {Tensor | null} null where the values were left out */
export function dequantised({ shape, values, scale, zero }) {
  if (values === null) return null;
  const bytes = bytesOf(values);
  const data = new Float32Array(bytes.length);
  for (let at = 0; at < data.length; at++) data[at] = scale * (bytes[at] - zero);
  return { shape, data };
}

/** @param {Exact} exact @returns {Tensor} */
export function exact({ shape, float32 }) {
  // Little-endian, as every machine that runs a browser today.
  return { shape, data: new Float32Array(bytesOf(float32).buffer) };
}

/** The largest distance from 0. @param {Float32Array} data */
export function largest(data) {
  let most = 0;
  for (const value of data) most = Math.max(most, Math.abs(value));
  return most;
}
