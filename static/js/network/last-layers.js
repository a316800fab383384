// @ts-check
// What a network has learned, to be handed on: the weights of its last layers alone, and the checksum
// (SHA-256) of the shipped weights that they belong to.
//
// 32 bytes: the checksum. Then each layer's kernel, row by row, and its bias: float32, little-endian.

import { OutOfDate } from "./learner.js";

/** @typedef {import("./network.js").Network} Network */

const CHECKSUM = 32;
const FLOAT32 = 4;
const LITTLE_ENDIAN = true;

/** @param {string} hex */
function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** @param {Network} network @param {number} first of the layers that have learned @returns {ArrayBuffer} */
export function packedLast(network, first) {
  const numbers = network.layers.slice(first).flatMap(({ parameters }) => parameters.flatMap(({ values }) => [...values]));
  const packed = new Uint8Array(CHECKSUM + FLOAT32 * numbers.length);
  packed.set(bytesOf(network.about.sha256));
  const view = new DataView(packed.buffer, CHECKSUM);
  for (const [at, number] of numbers.entries()) view.setFloat32(FLOAT32 * at, number, LITTLE_ENDIAN);
  return packed.buffer;
}

/**
 * The shipped network with what another page has learned.
 * @param {Network} shipped @param {ArrayBuffer} packed by `packedLast`
 * @returns {Network} throws OutOfDate where it belongs to other weights
 */
export function withLast(shipped, packed) {
  const checksum = new Uint8Array(packed, 0, Math.min(CHECKSUM, packed.byteLength));
  const own = bytesOf(shipped.about.sha256);
  const belongs = checksum.length === own.length && own.every((byte, at) => byte === checksum[at]);
  const network = shipped.copy();
  const learned = belongs ? lastParameters(network, (packed.byteLength - CHECKSUM) / FLOAT32) : null;
  if (!learned) throw new OutOfDate("What was learned belongs to another version of the network.");
  const view = new DataView(packed, CHECKSUM);
  let at = 0;
  for (const { values } of learned) {
    for (let i = 0; i < values.length; i++, at += FLOAT32) values[i] = view.getFloat32(at, LITTLE_ENDIAN);
  }
  return network;
}

/** Those of the last layers that have so many numbers in all, or null. @param {Network} network @param {number} count */
function lastParameters({ layers }, count) {
  for (let first = layers.length - 1; first >= 0; first--) {
    const parameters = layers.slice(first).flatMap((layer) => layer.parameters);
    const size = parameters.reduce((sum, { values }) => sum + values.length, 0);
    if (size === count && size > 0) return parameters;
  }
  return null;
}
