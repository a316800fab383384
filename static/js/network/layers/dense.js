// @ts-check
// Dense: every unit weighs every input.

import { sizeOf } from "./layer.js";

/** @typedef {import("./layer.js").Parameter} Parameter */

export class Dense {
  kind = "Dense";

  /** @param {string} name @param {Parameter} kernel (inputs, units) @param {Parameter} bias (units,) */
  constructor(name, kernel, bias) {
    this.name = name;
    this.inputShape = [kernel.shape[0]];
    this.outputShape = [kernel.shape[1]];
    this.kernel = kernel;
    this.bias = bias;
    this.parameters = [kernel, bias];
    this.outputs = new Float32Array(sizeOf(this.outputShape));
    /** @type {Float32Array} */
    this.inputs = new Float32Array(sizeOf(this.inputShape));
  }

  /** @param {Float32Array} inputs */
  forward(inputs) {
    const { outputs } = this;
    const kernel = this.kernel.values;
    const units = outputs.length;
    this.inputs = inputs;
    outputs.set(this.bias.values);
    for (let at = 0; at < inputs.length; at++) {
      const value = inputs[at];
      if (value === 0) continue;
      const row = at * units;
      for (let unit = 0; unit < units; unit++) outputs[unit] += value * kernel[row + unit];
    }
    return outputs;
  }

  /** @param {Float32Array} gradient */
  backward(gradient) {
    this.learn(gradient);
    const kernel = this.kernel.values;
    const units = gradient.length;
    return this.inputs.map((_, at) => {
      let sum = 0;
      for (let unit = 0; unit < units; unit++) sum += gradient[unit] * kernel[at * units + unit];
      return sum;
    });
  }

  /** The half of `backward` that is about the weights: of the first layer that learns, it is all that is needed. @param {Float32Array} gradient */
  learn(gradient) {
    const { inputs } = this;
    const ofKernel = this.kernel.gradient;
    const ofBias = this.bias.gradient;
    const units = gradient.length;
    for (let unit = 0; unit < units; unit++) ofBias[unit] += gradient[unit];
    for (let at = 0; at < inputs.length; at++) {
      const value = inputs[at];
      if (value === 0) continue;
      const row = at * units;
      for (let unit = 0; unit < units; unit++) ofKernel[row + unit] += value * gradient[unit];
    }
  }
}
