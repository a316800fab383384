// @ts-check
// What has no weights: ReLU, softmax, and a new shape for the same values.

import { sizeOf } from "./layer.js";

class Unweighted {
  /** @type {import("./layer.js").Parameter[]} */
  parameters = [];

  /** @param {string} name @param {number[]} inputShape @param {number[]} outputShape */
  constructor(name, inputShape, outputShape = inputShape) {
    this.name = name;
    this.inputShape = inputShape;
    this.outputShape = outputShape;
  }
}

/** What is negative becomes 0. */
export class Relu extends Unweighted {
  kind = "ReLU";
  outputs = new Float32Array(sizeOf(this.outputShape));

  /** @param {Float32Array} inputs */
  forward(inputs) {
    const { outputs } = this;
    for (let at = 0; at < outputs.length; at++) outputs[at] = Math.max(inputs[at], 0);
    return outputs;
  }

  /** @param {Float32Array} gradient */
  backward(gradient) {
    return gradient.map((value, at) => (this.outputs[at] > 0 ? value : 0));
  }
}

/** Logits to probabilities, which sum to 1. */
export class Softmax extends Unweighted {
  kind = "Softmax";
  outputs = new Float32Array(sizeOf(this.outputShape));

  /** @param {Float32Array} inputs */
  forward(inputs) {
    const { outputs } = this;
    const largest = Math.max(...inputs);
    let total = 0;
    for (let at = 0; at < outputs.length; at++) {
      outputs[at] = Math.exp(inputs[at] - largest);
      total += outputs[at];
    }
    for (let at = 0; at < outputs.length; at++) outputs[at] /= total;
    return outputs;
  }

  /** Multiply by the Jacobian, p_i (1 where i = j, else 0, minus p_j). @param {Float32Array} gradient */
  backward(gradient) {
    const { outputs } = this;
    const mean = gradient.reduce((sum, value, at) => sum + value * outputs[at], 0);
    return gradient.map((value, at) => outputs[at] * (value - mean));
  }
}

/** Flatten, Reshape: row by row, so that no value moves. */
export class Reshape extends Unweighted {
  kind = "Flatten";

  /** @param {Float32Array} inputs */
  forward(inputs) {
    return inputs;
  }

  /** @param {Float32Array} gradient */
  backward(gradient) {
    return gradient;
  }
}
