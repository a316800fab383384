// @ts-check
// A trained network, answering as the server does: views, P(digit), threshold and verdict.

import { copied, forward, layersOf } from "./chain.js";
import { readNetworkFile } from "./network-file.js";
import { framed } from "./views.js";

/** @typedef {import("./network-file.js").Description} Description */
/** @typedef {import("./network-file.js").Arrays} Arrays */
/** @typedef {import("./layers/layer.js").Layer} Layer */
/** As POST /api/predict answers, its `input` left out. @typedef {{model: string, digit: number, probabilities: number[], verdict: "digit" | "unsure" | "not-a-digit"}} Opinion */

/** The mean of rows, each of one view. @param {Float32Array[]} rows */
export function meanOf(rows) {
  return rows[0].map((_, at) => rows.reduce((sum, row) => sum + row[at], 0) / rows.length);
}

/** log(sum(exp(x))). @param {Float32Array} values */
export function logSumExp(values) {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

export class Network {
  /** @param {Description} about @param {Arrays} arrays the weights by `layer.kernel` and `layer.bias` */
  constructor(about, arrays) {
    this.about = about;
    this.arrays = arrays;
    /** All but the softmax. @type {Layer[]} */
    this.layers = layersOf(about.layers, about.input, arrays);
    this.softmax = /** @type {Layer} */ (this.layers.pop());
  }

  /** A network of the same kind with weights of its own. */
  copy() {
    return new Network(this.about, copied(this.arrays));
  }

  /** The image as the network takes it, and its views. @param {Uint8Array} digit (28, 28), 255 = ink @returns {Float32Array[]} float32, 0..1 */
  viewsOf(digit) {
    const image = Float32Array.from(digit, (level) => level / 255);
    return [image, ...this.about.views.map((border) => framed(image, this.about.input[0], border))];
  }

  /** What each view makes of it before the softmax. @param {Uint8Array} digit @returns {Float32Array[]} (views, classes) */
  logitsOf(digit) {
    return this.viewsOf(digit).map((view) => forward(this.layers, view).slice());
  }

  /** @param {Uint8Array} digit (28, 28), row by row, 255 = the darkest ink @returns {Opinion} */
  read(digit) {
    return this.opinionOn(this.logitsOf(digit));
  }

  /** @param {Float32Array[]} logits (views, classes) @returns {Opinion} */
  opinionOn(logits) {
    const ofDigit = this.probabilityOfDigit(logits);
    const probabilities = [...this.probabilitiesOf(logits)];
    const largest = Math.max(...probabilities);
    const { model, threshold, unsure } = this.about;
    const verdict = ofDigit < threshold ? "not-a-digit" : largest >= unsure ? "digit" : "unsure";
    return { model, digit: probabilities.indexOf(largest), probabilities, verdict };
  }

  /** P(digit) = sigmoid(log(sum(exp(logits)))); 1 where the network has not learned to reject. @param {Float32Array[]} logits (views, classes) */
  probabilityOfDigit(logits) {
    if (!this.about.rejects) return 1;
    return Math.fround(1 / (1 + Math.exp(-logSumExp(meanOf(logits)))));
  }

  /** @param {Float32Array[]} logits (views, classes) */
  probabilitiesOf(logits) {
    if (this.about.averaged === "logits") return this.softmax.forward(meanOf(logits));
    return meanOf(logits.map((row) => this.softmax.forward(row).slice()));
  }
}

/** @param {ArrayBuffer} buffer see network-file.js */
export function readNetwork(buffer) {
  const { about, arrays } = readNetworkFile(buffer);
  return new Network(about, arrays);
}
