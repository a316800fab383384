// @ts-check
// What the network is made of, in the manner of Karpathy's micrograd: each layer says how it goes
// forward and, right below, how a gradient comes back through it by the chain rule.
//
// One image goes through at a time, its values row by row: (height, width, channels) or (units,).
// A layer's outputs are its own and overwritten by its next `forward`.

/**
 * `backward` takes the gradient of a loss with respect to the outputs of the last `forward`, adds
 * that with respect to the parameters to their gradients, and returns that with respect to the
 * inputs. Gradients add up until `forget` sets them to 0.
 * @typedef {{
 *   name: string, kind: string, inputShape: number[], outputShape: number[],
 *   parameters: Parameter[],
 *   forward(inputs: Float32Array): Float32Array,
 *   backward(gradient: Float32Array): Float32Array,
 * }} Layer
 */

/** Numbers that are learned, and the gradient of a loss with respect to them. */
export class Parameter {
  /** @param {Float32Array} values @param {number[]} shape */
  constructor(values, shape) {
    this.values = values;
    this.shape = shape;
    /** @type {Float32Array | null} */
    this.sums = null;
  }

  /** Made when it is first asked for: most networks only read. */
  get gradient() {
    this.sums ??= new Float32Array(this.values.length);
    return this.sums;
  }

  /** Set the gradient to 0. */
  forget() {
    this.sums?.fill(0);
  }
}

/** How many values an array of a shape has. @param {number[]} shape */
export function sizeOf(shape) {
  return shape.reduce((size, side) => size * side, 1);
}
