// @ts-check
// What other people's digits and non-digits are for the network: beside them a hand is learned, so
// that what everybody writes is not forgotten. The file is packed as network-file.js tells.

import { forward } from "./chain.js";
import { headOf } from "./network-file.js";

/** @typedef {import("./layers/layer.js").Layer} Layer */

/** The label of what is no digit. */
export const NO_DIGIT = 10;

/**
 * A row an example: the inputs of `layer`, value = scale * byte. The weights that they were made
 * with have the checksum `sha256`.
 * @typedef {{sha256: string, layer: string, scale: number, count: number, units: number,
 *   labels: Uint8Array, activations: Uint8Array}} Replay
 */

/** @param {ArrayBuffer} buffer @returns {Replay} throws as `headOf` */
export function readReplay(buffer) {
  const { about, start } = headOf(buffer);
  const labels = new Uint8Array(buffer, start, about.count);
  const activations = new Uint8Array(buffer, start + about.count, about.count * about.units);
  return { ...about, labels, activations };
}

/** The inputs of one example. @param {Replay} replay @param {number} row @returns {Float32Array} */
export function inputsOf({ activations, units, scale }, row) {
  const bytes = activations.subarray(row * units, (row + 1) * units);
  return Float32Array.from(bytes, (byte) => byte * scale);
}

/**
 * Those of the examples that are digits, or those that are none.
 * @param {Replay} replay @param {boolean} areDigits @returns {Replay}
 */
export function onlyOf(replay, areDigits) {
  const rows = [...replay.labels.keys()].filter((row) => replay.labels[row] !== NO_DIGIT === areDigits);
  const activations = new Uint8Array(rows.length * replay.units);
  for (const [at, row] of rows.entries()) {
    activations.set(replay.activations.subarray(row * replay.units, (row + 1) * replay.units), at * replay.units);
  }
  return { ...replay, count: rows.length, labels: Uint8Array.from(rows, (row) => replay.labels[row]), activations };
}

/** What a network says of each that is no digit: NO_DIGIT where it takes it for none, else the digit. @param {import("./network.js").Network} network @param {number} first of its last layers @param {Replay} replay @returns {number[]} */
export function refusedOf(network, first, replay) {
  const last = network.layers.slice(first);
  return Array.from({ length: replay.count }, (_, row) => {
    const { verdict, digit } = network.opinionOn([forward(last, inputsOf(replay, row))]);
    return verdict === "not-a-digit" ? NO_DIGIT : digit;
  });
}

/** As which digits the last layers read them. @param {readonly Layer[]} layers @param {Replay} replay @returns {number[]} */
export function digitsOf(layers, replay) {
  return Array.from({ length: replay.count }, (_, row) => {
    const logits = forward(layers, inputsOf(replay, row));
    return logits.indexOf(Math.max(...logits));
  });
}
