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

/** @param {Explanation} explanation @returns {Stage[]} */
export function stagesOf({ input, layers }) {
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
    if (!data && kind === "MaxPooling2D") data = pooled(stages[stages.length - 1], layer.shape);
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
