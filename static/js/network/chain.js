// @ts-check
// A trained network as layers in a row, from what its file says of it.

import { Relu, Reshape, Softmax } from "./layers/activations.js";
import { Convolution } from "./layers/convolution.js";
import { Dense } from "./layers/dense.js";
import { Parameter } from "./layers/layer.js";
import { MaxPooling } from "./layers/max-pooling.js";

/** @typedef {import("./layers/layer.js").Layer} Layer */
/** @typedef {import("./network-file.js").LayerDescription} LayerDescription */
/** @typedef {import("./network-file.js").Arrays} Arrays */

/** @type {Record<string, (about: LayerDescription, shape: number[], arrays: Arrays) => Layer>} */
const KINDS = {
  Conv2D: ({ name, strides = [1, 1], padding = "valid" }, shape, arrays) =>
    new Convolution(name, shape, arrays[`${name}.kernel`], arrays[`${name}.bias`], { strides, padding }),
  Dense: ({ name }, _, arrays) => new Dense(name, arrays[`${name}.kernel`], arrays[`${name}.bias`]),
  MaxPooling2D: ({ name, pool_size = [2, 2] }, shape) => new MaxPooling(name, shape, pool_size),
  Flatten: ({ name, output = [] }, shape) => new Reshape(name, shape, output),
  Softmax: ({ name }, shape) => new Softmax(name, shape),
};

/**
 * Make the layers; a ReLU is a layer of its own here.
 * @param {LayerDescription[]} described @param {number[]} inputShape @param {Arrays} arrays by `layer.kernel` and `layer.bias`
 * @returns {Layer[]} throws TypeError for a kind of layer that is not known
 */
export function layersOf(described, inputShape, arrays) {
  /** @type {Layer[]} */
  const layers = [];
  let shape = inputShape;
  for (const about of described) {
    const make = KINDS[about.kind];
    if (!make) throw new TypeError(`A layer of an unknown kind: ${about.kind}.`);
    layers.push(make(about, shape, arrays));
    shape = /** @type {Layer} */ (layers.at(-1)).outputShape;
    if (about.activation === "relu") layers.push(new Relu(`${about.name}.relu`, shape));
  }
  return layers;
}

/** Send one image through layers, one after the other. @param {readonly Layer[]} layers @param {Float32Array} inputs */
export function forward(layers, inputs) {
  return layers.reduce((values, layer) => layer.forward(values), inputs);
}

/** Send a gradient back through layers, the last one first. @param {readonly Layer[]} layers @param {Float32Array} gradient */
export function backward(layers, gradient) {
  return layers.reduceRight((values, layer) => layer.backward(values), gradient);
}

/** Copies of weights, so that what learns does not change what is shipped. @param {Arrays} arrays @returns {Arrays} */
export function copied(arrays) {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { values, shape }]) => [name, new Parameter(values.slice(), shape)]),
  );
}
