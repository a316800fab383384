// @ts-check
// A network's weights in the browser: what a unit looks at, and the sum that it computes.

import { exact } from "./tensors.js";
import { channelsOf, isSpatial } from "./activations.js";

/** @typedef {import("./tensors.js").Tensor} Tensor */
/** @typedef {import("./activations.js").Stage} Stage */
/**
 * A rectangle of rows and columns, both ends within.
 * @typedef {{top: number, bottom: number, left: number, right: number}} Field
 * `from` is the place in the source's data.
 * @typedef {{from: number, value: number, weight: number}} Term
 * @typedef {{kind: string, strides?: number[], padding?: string, pool_size?: number[],
 *   kernel?: Tensor, bias?: Tensor}} Layer
 */

/** Zeros before the first row or column, as TensorFlow pads. @param {number} length @param {number} size @param {number} stride @param {string} [padding] */
function zerosBefore(length, size, stride, padding) {
  if (padding !== "same") return 0;
  const total = Math.max((Math.ceil(length / stride) - 1) * stride + size - length, 0);
  return Math.floor(total / 2);
}

export class Network {
  /** @param {Layer[]} layers */
  constructor(layers) {
    this.layers = layers;
  }

  /** @param {string} url @returns {Promise<Network>} */
  static async load(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`The weights answered ${response.status}.`);
    /** @type {import("../page/api-types.js").Weights} */
    const { layers } = await response.json();
    return new Network(
      layers.map(({ kernel, bias, ...layer }) => ({
        ...layer,
        ...(kernel && { kernel: exact(kernel) }),
        ...(bias && { bias: exact(bias) }),
      })),
    );
  }

  /** What a unit looks at in the stage before, not cut at the edges. @param {Stage} stage @param {Stage} before @param {Field} field @returns {Field | null} null: everything */
  #window(stage, before, { top, bottom, left, right }) {
    const layer = this.layers[stage.layer];
    if (layer.pool_size) {
      const [down, across] = layer.pool_size;
      return { top: top * down, bottom: bottom * down + down - 1, left: left * across, right: right * across + across - 1 };
    }
    if (!isSpatial(stage) || !layer.kernel || !layer.strides) return null;
    const [height, width] = layer.kernel.shape;
    const [down, across] = layer.strides;
    const above = zerosBefore(before.shape[0], height, down, layer.padding);
    const aside = zerosBefore(before.shape[1], width, across, layer.padding);
    return {
      top: top * down - above,
      bottom: bottom * down - above + height - 1,
      left: left * across - aside,
      right: right * across - aside + width - 1,
    };
  }

  /** What a unit looks at in an earlier stage. @param {Stage[]} stages @param {number} place @param {number} row @param {number} column @param {number} [earlier] @returns {Field | null} null: everything */
  field(stages, place, row, column, earlier = 0) {
    /** @type {Field | null} */
    let field = { top: row, bottom: row, left: column, right: column };
    for (let at = place; at > earlier && field; at--) {
      if (!isSpatial(stages[at])) return null;
      field = this.#window(stages[at], stages[at - 1], field);
    }
    if (!field) return null;
    const [rows, columns] = stages[earlier].shape;
    return {
      top: Math.max(0, field.top),
      bottom: Math.min(rows - 1, field.bottom),
      left: Math.max(0, field.left),
      right: Math.min(columns - 1, field.right),
    };
  }

  /** What a unit adds up; what lies outside the picture is 0 and left out. @param {Stage[]} stages @param {number} place @param {number} row @param {number} column @param {number} channel @returns {Term[]} */
  terms(stages, place, row, column, channel) {
    const [before, stage] = [stages[place - 1], stages[place]];
    const { kernel } = this.layers[stage.layer];
    if (!kernel || !before.data) return [];
    const units = channelsOf(stage);
    if (!isSpatial(stage)) {
      return Array.from(before.data, (value, from) => ({ from, value, weight: kernel.data[from * units + channel] }));
    }
    const [height, width, inputs] = kernel.shape;
    const start = /** @type {Field} */ (this.#window(stage, before, { top: row, bottom: row, left: column, right: column }));
    /** @type {Term[]} */
    const terms = [];
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        const [y, x] = [start.top + i, start.left + j];
        if (y < 0 || x < 0 || y >= before.shape[0] || x >= before.shape[1]) continue;
        for (let c = 0; c < inputs; c++) {
          const from = (y * before.shape[1] + x) * inputs + c;
          const weight = kernel.data[((i * width + j) * inputs + c) * units + channel];
          terms.push({ from, value: before.data[from], weight });
        }
      }
    }
    return terms;
  }

  /**
   * What each map of the stage before adds, in all, to one map's units that fire. As `terms`, but
   * without an object a term: this runs at every answer.
   * @param {Stage[]} stages @param {number} place @param {number} channel @returns {Float32Array}
   */
  mapShares(stages, place, channel) {
    const [before, stage] = [stages[place - 1], stages[place]];
    const { kernel, strides = [1, 1] } = this.layers[stage.layer];
    const shares = new Float32Array(channelsOf(before));
    if (!kernel || !before.data || !stage.data) return shares;
    const [height, width, inputs, units] = kernel.shape;
    const [rows, columns] = stage.shape;
    const [highest, widest] = before.shape;
    const origin = { top: 0, bottom: 0, left: 0, right: 0 };
    const { top, left } = /** @type {Field} */ (this.#window(stage, before, origin));
    for (let at = 0; at < rows * columns; at++) {
      if (stage.data[at * units + channel] <= 0) continue;
      const [y, x] = [Math.floor(at / columns) * strides[0] + top, (at % columns) * strides[1] + left];
      for (let i = Math.max(0, -y); i < Math.min(height, highest - y); i++) {
        for (let j = Math.max(0, -x); j < Math.min(width, widest - x); j++) {
          const from = ((y + i) * widest + x + j) * inputs;
          const weight = (i * width + j) * inputs;
          for (let c = 0; c < inputs; c++) {
            shares[c] += before.data[from + c] * kernel.data[(weight + c) * units + channel];
          }
        }
      }
    }
    return shares;
  }

  /** @param {Stage} stage @param {number} channel */
  bias(stage, channel) {
    return this.layers[stage.layer].bias?.data[channel] ?? 0;
  }
}
