// @ts-check
// What other people's digits and non-digits are for the network: beside them a hand is learned, so
// that what everybody writes is not forgotten. The file is packed as network-file.js tells.

import { headOf } from "./network-file.js";

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
