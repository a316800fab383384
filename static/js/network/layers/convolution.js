// @ts-check
// Conv2D: a small kernel slides over the image and weighs what it covers.

import { sizeOf } from "./layer.js";

/** @typedef {import("./layer.js").Parameter} Parameter */

/**
 * Where windows start and how many there are along one side; "same" pads as TensorFlow does.
 * @param {number} length @param {number} extent @param {number} stride @param {boolean} same
 */
function windowsAlong(length, extent, stride, same) {
  if (!same) return { before: 0, count: Math.floor((length - extent) / stride) + 1 };
  const count = Math.ceil(length / stride);
  const missing = Math.max((count - 1) * stride + extent - length, 0);
  return { before: Math.floor(missing / 2), count };
}

/** The place of every window that a pixel lies in. @param {{before: number, count: number}} windows @param {number} length @param {number} extent @param {number} stride */
function windowsOver({ before, count }, length, extent, stride) {
  return Array.from({ length }, (_, pixel) => {
    const found = [];
    for (let offset = 0; offset < extent; offset++) {
      const start = pixel + before - offset;
      if (start >= 0 && start % stride === 0 && start / stride < count) {
        found.push({ offset, window: start / stride });
      }
    }
    return found;
  });
}

export class Convolution {
  kind = "Conv2D";

  /**
   * @param {string} name @param {number[]} inputShape (height, width, inputs)
   * @param {Parameter} kernel (height, width, inputs, filters) @param {Parameter} bias (filters,)
   * @param {{strides: number[], padding: string}} geometry padding is `same` or `valid`
   */
  constructor(name, inputShape, kernel, bias, { strides, padding }) {
    const [height, width, channels, filters] = kernel.shape;
    const down = windowsAlong(inputShape[0], height, strides[0], padding === "same");
    const across = windowsAlong(inputShape[1], width, strides[1], padding === "same");
    this.name = name;
    this.inputShape = inputShape;
    this.outputShape = [down.count, across.count, filters];
    this.kernel = kernel;
    this.bias = bias;
    this.parameters = [kernel, bias];
    this.outputs = new Float32Array(sizeOf(this.outputShape));
    /** @type {Float32Array} */
    this.inputs = new Float32Array(sizeOf(inputShape));
    this.taps = this.tapsOf(
      windowsOver(down, inputShape[0], height, strides[0]),
      windowsOver(across, inputShape[1], width, strides[1]),
      width * channels * filters,
      channels * filters,
    );
  }

  /**
   * Of each pixel, the outputs that it is weighed for and the weights: pairs of places, of the
   * first filter and, in the kernel, of the first channel and filter.
   * @param {{offset: number, window: number}[][]} rows @param {{offset: number, window: number}[][]} columns
   * @param {number} kernelRow @param {number} kernelColumn values in one of its rows and of its columns
   */
  tapsOf(rows, columns, kernelRow, kernelColumn) {
    const [, wide, filters] = this.outputShape;
    return rows.flatMap((ofRow) =>
      columns.map((ofColumn) =>
        Int32Array.from(
          ofRow.flatMap((y) =>
            ofColumn.flatMap((x) => [
              (y.window * wide + x.window) * filters,
              y.offset * kernelRow + x.offset * kernelColumn,
            ]),
          ),
        ),
      ),
    );
  }

  /** Weigh each pixel for every window that it lies in; where there is no ink, nothing is to do. @param {Float32Array} inputs */
  forward(inputs) {
    const { outputs, taps } = this;
    const kernel = this.kernel.values;
    const filters = this.outputShape[2];
    const channels = this.inputShape[2];
    this.inputs = inputs;
    for (let at = 0; at < outputs.length; at += filters) outputs.set(this.bias.values, at);
    for (let pixel = 0, at = 0; pixel < taps.length; pixel++) {
      const places = taps[pixel];
      for (let channel = 0; channel < channels; channel++, at++) {
        const value = inputs[at];
        if (value !== 0) spread(outputs, kernel, places, channel * filters, filters, value);
      }
    }
    return outputs;
  }

  /** @param {Float32Array} gradient */
  backward(gradient) {
    const { inputs, taps } = this;
    const filters = this.outputShape[2];
    const channels = this.inputShape[2];
    const back = new Float32Array(inputs.length);
    const ofBias = this.bias.gradient;
    for (let at = 0; at < gradient.length; at++) ofBias[at % filters] += gradient[at];
    for (let at = 0; at < inputs.length; at++) {
      const places = taps[Math.floor(at / channels)];
      back[at] = this.gathered(gradient, places, (at % channels) * filters, inputs[at]);
    }
    return back;
  }

  /** Add one input's part to the kernel's gradient, and return the gradient with respect to it. @param {Float32Array} gradient @param {Int32Array} places @param {number} first @param {number} value */
  gathered(gradient, places, first, value) {
    const kernel = this.kernel.values;
    const ofKernel = this.kernel.gradient;
    const filters = this.outputShape[2];
    let sum = 0;
    for (let tap = 0; tap < places.length; tap += 2) {
      const weight = places[tap + 1] + first;
      for (let filter = 0; filter < filters; filter++) {
        const share = gradient[places[tap] + filter];
        sum += kernel[weight + filter] * share;
        ofKernel[weight + filter] += value * share;
      }
    }
    return sum;
  }
}

/** Add one input, weighed, to the outputs of its windows. @param {Float32Array} outputs @param {Float32Array} kernel @param {Int32Array} places @param {number} first @param {number} filters @param {number} value */
function spread(outputs, kernel, places, first, filters, value) {
  for (let tap = 0; tap < places.length; tap += 2) {
    const output = places[tap];
    const weight = places[tap + 1] + first;
    for (let filter = 0; filter < filters; filter++) {
      outputs[output + filter] += value * kernel[weight + filter];
    }
  }
}
