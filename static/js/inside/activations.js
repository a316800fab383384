// @ts-check
// An explanation as stages: the picture first, then each layer that computes something.

import { bytesOf } from "../page/base64.js";
import { dequantised, largest } from "./tensors.js";

/** @typedef {import("../page/api-types.js").Explanation} Explanation */
/**
 * `kind` is "Input" for the picture and "logits" for the layer before the probabilities.
 * `layer` is the layer's place in the network, -1 for the picture.
 * @typedef {{kind: string, number: number, layer: number, activation: string, shape: number[],
 *   data: Float32Array | null, largest: number}} Stage
 */

const SIDE = 28;

/** @param {Stage} stage */
export function isSpatial({ shape }) {
  return shape.length === 3;
}

/** How many maps, or units. @param {Stage} stage */
export function channelsOf({ shape }) {
  return shape[shape.length - 1];
}

/** The maxima of the layer before, for a pooling layer whose values were left out. @param {Stage} before @param {number[]} shape */
function pooled(before, shape) {
  if (!before.data) return null;
  const [height, width, channels] = shape;
  const [rows, columns] = before.shape;
  const [down, across] = [Math.floor(rows / height), Math.floor(columns / width)];
  const data = new Float32Array(height * width * channels).fill(-Infinity);
  for (let row = 0; row < height * down; row++) {
    for (let column = 0; column < width * across; column++) {
      const to = (Math.floor(row / down) * width + Math.floor(column / across)) * channels;
      const from = (row * columns + column) * channels;
      for (let c = 0; c < channels; c++) data[to + c] = Math.max(data[to + c], before.data[from + c]);
    }
  }
  return data;
}

/**
 * The answer's own probabilities, where the layer's are those, rounded to a byte. They are not
 * where the answer is the mean of several looks.
 * @param {Float32Array} data @param {number[]} probabilities
 */
function unrounded(data, probabilities) {
  const isSame = data.every((share, at) => Math.abs(share - probabilities[at]) <= 1 / 255);
  return isSame ? Float32Array.from(probabilities) : data;
}

/** Put out, in a layer that was worked out here, the maps that are off. @param {Float32Array | null} data @param {number} channels @param {Set<number>} off */
function silenced(data, channels, off) {
  if (!data || off.size === 0) return data;
  return data.map((value, at) => (off.has(at % channels) ? 0 : value));
}

/** @param {Explanation} explanation @returns {Stage[]} */
export function stagesOf({ input, layers, probabilities, broken }) {
  const pixels = Float32Array.from(bytesOf(input), (byte) => byte / 255);
  /** @type {Stage[]} */
  const stages = [
    { kind: "Input", number: 0, layer: -1, activation: "linear", shape: [SIDE, SIDE, 1], data: pixels, largest: 1 },
  ];
  /** @type {Record<string, number>} */
  const counts = {};
  layers.forEach((layer, place) => {
    if (layer.kind === "Flatten") return;
    const isLogits = layers[place + 1]?.kind === "Softmax";
    const kind = isLogits ? "logits" : layer.kind;
    counts[kind] = (counts[kind] ?? 0) + 1;
    let data = dequantised(layer)?.data ?? null;
    if (!data && kind === "MaxPooling2D") {
      const off = (broken?.off ?? []).filter(([at]) => at === place).map(([, unit]) => unit);
      data = silenced(pooled(stages[stages.length - 1], layer.shape), layer.shape[2], new Set(off));
    }
    if (data && kind === "Softmax") data = unrounded(data, probabilities);
    const { shape, activation } = layer;
    const most = data ? largest(data) : 0;
    stages.push({ kind, number: counts[kind], layer: place, activation, shape, data, largest: most });
  });
  return stages;
}

/** Whether two explanations are of the same network. @param {Stage[]} a @param {Stage[]} b */
export function sameNetwork(a, b) {
  const outline = (/** @type {Stage[]} */ stages) => stages.map(({ kind, shape }) => `${kind}${shape}`).join();
  return outline(a) === outline(b);
}

/** Where the value stands that says most; 0 without values. @param {Stage} stage */
export function strongestPlace({ data, largest }) {
  return Math.max(0, data?.findIndex((value) => Math.abs(value) === largest) ?? 0);
}

/** Whether weights are those of the layers that an explanation shows. @param {import("./network.js").Network} network @param {Stage[]} stages */
export function isOf({ layers }, stages) {
  return stages.every(({ layer, kind, shape }) => {
    if (layer < 0) return true;
    const found = layers[layer];
    if (found?.kind !== (kind === "logits" ? "Dense" : kind)) return false;
    return !found.kernel || found.kernel.shape[found.kernel.shape.length - 1] === shape[shape.length - 1];
  });
}
