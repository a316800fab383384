// @ts-check
// The network at work beside the page: it takes messages {id, task, …} one after the other, and
// answers each with {id, answer} or {id, error: {code, message}}. client.js has the page's side.

import { Learner } from "../network/learner.js";
import { readNetwork } from "../network/network.js";
import { inkOf } from "../network/ink.js";
import { toMnist } from "../network/preprocessing.js";
import { readReplay } from "../network/replay.js";

/** @typedef {import("../network/network.js").Network} Network */
/** Grey levels row by row, 0 is black. @typedef {{levels: Uint8Array | Uint8ClampedArray, width: number, height: number}} Grey */
/** @typedef {"everyone" | "hand"} Source */

/** @type {Network} */
let everyones;
/** @type {Learner | null} */
let learner = null;
/** @type {Network | null} */
let hand = null;

/** @param {Grey} grey */
function digitOf({ levels, width, height }) {
  return toMnist(inkOf(levels, width, height));
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

/** @type {Record<string, (message: any) => unknown>} */
const TASKS = {
  /** @param {{network: ArrayBuffer}} message */
  open({ network }) {
    everyones = readNetwork(network);
    return { model: everyones.about.model };
  },

  /** @param {{grey: Grey, source?: Source}} message */
  read({ grey, source = "hand" }) {
    const digit = digitOf(grey);
    const asked = source === "hand" && hand ? hand : everyones;
    const given = asked === everyones ? "everyone" : "hand";
    return { ...asked.read(digit), input: base64(digit), source: given };
  },

  /** @param {{drawings: {grey: Grey, label: number}[], replay?: ArrayBuffer}} message */
  learn({ drawings, replay }) {
    if (replay) learner = new Learner(everyones, readReplay(replay));
    if (!learner) throw new TypeError("There is nothing to learn beside yet.");
    const samples = drawings.map(({ grey, label }) => ({ digit: digitOf(grey), label }));
    hand = learner.learned(samples);
    return { learned: samples.length };
  },

  forget() {
    hand = null;
    return {};
  },
};

addEventListener("message", ({ data }) => {
  const { id, task } = data;
  try {
    postMessage({ id, answer: TASKS[task](data) });
  } catch (error) {
    const { message = String(error), code } = /** @type {any} */ (error);
    postMessage({ id, error: { code: typeof code === "string" ? code : "failed", message } });
  }
});
