// @ts-check
// MaxPooling2D without overlap: of each window only the largest value goes on.

import { sizeOf } from "./layer.js";

export class MaxPooling {
  kind = "MaxPooling2D";
  /** @type {import("./layer.js").Parameter[]} */
  parameters = [];

  /** @param {string} name @param {number[]} inputShape (height, width, channels) @param {number[]} size (height, width); what is left at the edges is left out */
  constructor(name, inputShape, size) {
    const [height, width, channels] = inputShape;
    this.name = name;
    this.inputShape = inputShape;
    this.outputShape = [Math.floor(height / size[0]), Math.floor(width / size[1]), channels];
    this.size = size;
    this.outputs = new Float32Array(sizeOf(this.outputShape));
    // Where each output came from.
    this.largest = new Int32Array(this.outputs.length);
  }

  /** @param {Float32Array} inputs */
  forward(inputs) {
    const { outputs, largest } = this;
    const [height, width, channels] = this.outputShape;
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let channel = 0; channel < channels; channel++, at++) {
          largest[at] = this.largestIn(inputs, y, x, channel);
          outputs[at] = inputs[largest[at]];
        }
      }
    }
    return outputs;
  }

  /** @param {Float32Array} gradient */
  backward(gradient) {
    const back = new Float32Array(sizeOf(this.inputShape));
    for (let at = 0; at < gradient.length; at++) back[this.largest[at]] += gradient[at];
    return back;
  }

  /** The place of a window's largest value; of equals, the first. @param {Float32Array} inputs @param {number} y @param {number} x @param {number} channel */
  largestIn(inputs, y, x, channel) {
    const [, width, channels] = this.inputShape;
    const [down, across] = this.size;
    const first = (y * down * width + x * across) * channels + channel;
    let best = first;
    for (let i = 0; i < down; i++) {
      for (let j = 0; j < across; j++) {
        const place = first + (i * width + j) * channels;
        if (inputs[place] > inputs[best]) best = place;
      }
    }
    return best;
  }
}
