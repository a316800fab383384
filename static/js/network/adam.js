// @ts-check
// Adam (Kingma and Ba, ICLR 2015): gradient descent whose step for each weight is as large as its
// gradients are steady.

/** @typedef {import("./layers/layer.js").Parameter} Parameter */

const MEAN = 0.9;
const SQUARE = 0.98;
const LEAST = 1e-4;

export class Adam {
  /** @param {readonly Parameter[]} parameters that learn */
  constructor(parameters) {
    this.moments = parameters.map((parameter) => ({
      parameter,
      mean: new Float32Array(parameter.values.length),
      square: new Float32Array(parameter.values.length),
    }));
    this.steps = 0;
  }

  /** Take one step along the gradients, and set them to 0. @param {number} rate */
  descend(rate) {
    this.steps += 1;
    // Both moments start at 0, and are too small at first.
    const ofMean = 1 - MEAN ** this.steps;
    const ofSquare = 1 - SQUARE ** this.steps;
    for (const { parameter, mean, square } of this.moments) {
      const { values, gradient } = parameter;
      for (let at = 0; at < values.length; at++) {
        mean[at] = MEAN * mean[at] + (1 - MEAN) * gradient[at];
        square[at] = SQUARE * square[at] + (1 - SQUARE) * gradient[at] ** 2;
        values[at] -= (rate * (mean[at] / ofMean)) / (Math.sqrt(square[at] / ofSquare) + LEAST);
      }
      parameter.forget();
    }
  }
}
