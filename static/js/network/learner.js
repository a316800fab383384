// @ts-check
// A network that learns one person's hand. What it sees in a drawing stays as it is; the last two
// layers, which say what that means, take some sixty small steps, always from the shipped weights.
//
// In every step the person's drawings go with other people's digits and non-digits. For these the
// network keeps the answer that it had ("learning without forgetting": Li and Hoiem, ECCV 2016), so
// that it stays as good at everybody's digits, and what was no digit stays none.

import { Adam } from "./adam.js";
import { forward } from "./chain.js";
import { randomFrom, someOf } from "./random.js";
import { NO_DIGIT, inputsOf } from "./replay.js";
import { anyWarp, warped } from "./warping.js";

/** @typedef {import("./network.js").Network} Network */
/** @typedef {import("./replay.js").Replay} Replay */
/** @typedef {import("./layers/layer.js").Layer} Layer */
/** (28, 28), and the digit that it is. @typedef {{digit: Uint8Array, label: number}} Sample */
/** What the last layers get, and the probabilities that they are to answer with. @typedef {{inputs: Float32Array, target: Float32Array}} Example */

const STEPS = 60;
const RATE = 0.003;
// In each step so many views of the person's drawings, which count so much in all, and so many of
// others' digits and non-digits, which count 1 in all.
const OWN = 96;
const WEIGHT_OF_OWN = 4;
const OTHERS = 192;
// Where there are few drawings, each is learned warped, too: so many times at most, until so many
// images are there in all.
const MOST_WARPED = 8;
const ENOUGH = 240;

/** What is shipped for the page belongs to other weights. */
export class OutOfDate extends Error {
  code = "out-of-date";
}

/** The softmax over ten logits and an eleventh that is always 0, "no digit". @param {Float32Array} logits */
function withNone(logits) {
  const largest = Math.max(0, ...logits);
  const powers = new Float32Array(logits.length + 1);
  let total = 0;
  for (let at = 0; at < powers.length; at++) {
    powers[at] = Math.exp((at < logits.length ? logits[at] : 0) - largest);
    total += powers[at];
  }
  for (let at = 0; at < powers.length; at++) powers[at] /= total;
  return powers;
}

/** @param {number} label */
function oneHot(label) {
  const target = new Float32Array(NO_DIGIT + 1);
  target[label] = 1;
  return target;
}

export class Learner {
  /** @type {Map<string, Float32Array[]>} */
  #seen = new Map();

  /** @param {Network} network as it is shipped @param {Replay} replay throws OutOfDate where it was made with other weights */
  constructor(network, replay) {
    const first = network.layers.findIndex(({ name }) => name === replay.layer);
    if (replay.sha256 !== network.about.sha256 || first < 0) {
      throw new OutOfDate("The examples belong to another version of the network.");
    }
    this.network = network;
    this.first = first;
    this.others = this.#examplesOf(replay);
  }

  /**
   * Learn a person's drawings, and no others' any more.
   * @param {readonly Sample[]} samples at least one
   * @returns {Network} the same samples always give the same one
   */
  learned(samples) {
    const own = this.#ownExamples(samples);
    const network = this.network.copy();
    const last = network.layers.slice(this.first);
    const random = randomFrom(1);
    const adam = new Adam(last.flatMap(({ parameters }) => parameters));
    for (let step = 0; step < STEPS; step++) {
      addGradients(last, someOf(own.length, OWN, random), own, WEIGHT_OF_OWN);
      addGradients(last, someOf(this.others.length, OTHERS, random), this.others, 1);
      adam.descend((RATE / 2) * (1 + Math.cos((Math.PI * step) / STEPS)));
    }
    return network;
  }

  /** @param {readonly Sample[]} samples @returns {Example[]} */
  #ownExamples(samples) {
    const views = 1 + this.network.about.views.length;
    const left = Math.floor(ENOUGH / samples.length - views);
    const warps = Math.max(0, Math.min(MOST_WARPED, left));
    return samples.flatMap(({ digit, label }) =>
      this.#inputsOf(digit, warps).map((inputs) => ({ inputs, target: oneHot(label) })),
    );
  }

  /** What the last layers get of a drawing: of each view, and of it warped. Kept, since a drawing is learned again and again. @param {Uint8Array} digit @param {number} warps how often */
  #inputsOf(digit, warps) {
    const views = this.network.viewsOf(digit);
    const key = String.fromCharCode(...digit);
    const known = this.#seen.get(key) ?? [];
    this.#seen.set(key, known);
    const body = this.network.layers.slice(0, this.first);
    const random = randomFrom(2);
    const warpsOf = Array.from({ length: warps }, () => anyWarp(random));
    for (let at = known.length; at < views.length + warps; at++) {
      const [image] = views;
      const asked = views[at] ?? warped(image, this.network.about.input[0], warpsOf[at - views.length]);
      known.push(forward(body, asked).slice());
    }
    return known.slice(0, views.length + warps);
  }

  /** @param {Replay} replay @returns {Example[]} */
  #examplesOf(replay) {
    const last = this.network.layers.slice(this.first);
    return Array.from({ length: replay.count }, (_, row) => {
      const inputs = inputsOf(replay, row);
      return { inputs, target: withNone(forward(last, inputs)) };
    });
  }
}

/** Add the gradient of the mean loss over some examples, times a weight. @param {readonly Layer[]} layers @param {Int32Array} chosen @param {readonly Example[]} examples @param {number} weight */
function addGradients(layers, chosen, examples, weight) {
  for (const at of chosen) {
    const { inputs, target } = examples[at];
    const answer = withNone(forward(layers, inputs));
    const gradient = new Float32Array(NO_DIGIT);
    for (let label = 0; label < NO_DIGIT; label++) {
      gradient[label] = ((answer[label] - target[label]) * weight) / chosen.length;
    }
    backwardTo(layers, gradient);
  }
}

/** As `backward`, but the first layer, whose inputs do not learn, is asked for its weights alone. @param {readonly Layer[]} layers @param {Float32Array} gradient */
function backwardTo([first, ...rest], gradient) {
  const back = rest.reduceRight((values, layer) => layer.backward(values), gradient);
  /** @type {import("./layers/dense.js").Dense} */ (/** @type {any} */ (first)).learn(back);
}
