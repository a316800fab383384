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

/** How many of them the last layers read right. @param {readonly Layer[]} layers @param {Replay} replay */
export function rightOf(layers, replay) {
  let right = 0;
  replay.labels.forEach((label, row) => {
    const logits = forward(layers, inputsOf(replay, row));
    if (logits.indexOf(Math.max(...logits)) === label) right += 1;
  });
  return right;
}
