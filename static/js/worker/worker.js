// @ts-check
// The network at work beside the page: it takes messages {call, task, …} one after the other, and
// answers each with {call, answer} or {call, error: {code, message}}. client.js has the page's side.

import { packedLast, withLast } from "../network/last-layers.js";
import { Learner } from "../network/learner.js";
import { compared } from "../network/mcnemar.js";
import { readNetwork } from "../network/network.js";
import { inkOf } from "../network/ink.js";
import { toMnist } from "../network/preprocessing.js";
import { digitsOf, onlyOf, readReplay, refusedOf } from "../network/replay.js";

/** @typedef {import("../network/network.js").Network} Network */
/** Grey levels row by row, 0 is black. @typedef {{levels: Uint8Array | Uint8ClampedArray, width: number, height: number}} Grey */
/** @typedef {import("../network/learner.js").Sample} Sample */
/** @typedef {import("../network/replay.js").Replay} Replay */
/** `grey` of each that the Worker does not know yet. @typedef {{id: number, grey?: Grey, label: number}} Given */
/** @typedef {"everyone" | "hand"} By */

/** @type {Network} */
let everyones;
/** @type {Learner | null} */
let learner = null;
/** @type {Network | null} */
let hand = null;
/** Test digits of other people. @type {Replay | null} */
let everybodys = null;
/** Pen digits of people who trained nothing, and letters. @type {{digits: Replay, letters: Replay} | null} */
let strangers = null;
/** The person's drawings, by the id under which each came. @type {Map<number, Sample>} */
const known = new Map();

/** @param {Grey} grey */
function digitOf({ levels, width, height }) {
  return toMnist(inkOf(levels, width, height));
}

/** @param {ArrayBuffer} [replay] where it is new @returns {Learner} */
function learnerOf(replay) {
  if (replay) learner = new Learner(everyones, readReplay(replay));
  if (!learner) throw new TypeError("There is nothing to learn beside yet.");
  return learner;
}

/** @param {readonly number[]} ids */
function samplesOf(ids) {
  return ids.map((id) => {
    const sample = known.get(id);
    if (!sample) throw new TypeError(`The drawing ${id} is not known.`);
    return sample;
  });
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

  /** @param {{grey: Grey, by?: By}} message */
  read({ grey, by = "hand" }) {
    const digit = digitOf(grey);
    const everyone = everyones.read(digit);
    if (by === "everyone" || !hand) return { ...everyone, input: base64(digit), by: "everyone" };
    return { ...hand.read(digit), input: base64(digit), by: "hand", everyone };
  },

  /** Get a drawing ready to be learned. @param {Given} message */
  know({ id, grey, label }) {
    const digit = grey ? digitOf(grey) : known.get(id)?.digit;
    if (!digit) throw new TypeError(`The drawing ${id} is not known.`);
    known.set(id, { digit, label });
    return {};
  },

  /** @param {{ids: number[], replay?: ArrayBuffer}} message */
  learn({ ids, replay }) {
    hand = learnerOf(replay).learned(samplesOf(ids));
    return { learned: ids.length };
  },

  /**
   * Learn some drawings, and read others before and after; what is in use stays as it is.
   * @param {{ids: number[], held: number[], replay?: ArrayBuffer, test?: ArrayBuffer}} message
   */
  measure({ ids, held, replay, test }) {
    const beside = learnerOf(replay);
    const [samples, networks] = [samplesOf(held), [everyones, beside.learned(samplesOf(ids))]];
    if (test) everybodys = readReplay(test);
    const [before, after] = networks.map((asked) => samples.map(({ digit }) => asked.read(digit).digit));
    const labels = samples.map(({ label }) => label);
    const [was, is] = networks.map((asked) => (everybodys ? digitsOf(asked.layers.slice(beside.first), everybodys) : []));
    return { labels, before, after, everybody: compared([...(everybodys?.labels ?? [])], was, is) };
  },

  /** What everyone's network and the one that has learned make of strangers' pen digits, and of letters. @param {{people?: ArrayBuffer}} message */
  strangers({ people }) {
    if (people) {
      const all = readReplay(people);
      strangers = { digits: onlyOf(all, true), letters: onlyOf(all, false) };
    }
    if (!strangers || !hand || !learner) throw new TypeError("Nothing is learned yet.");
    const { first } = learner;
    const { digits, letters } = strangers;
    const networks = [everyones, hand];
    const [was, is] = networks.map(({ layers }) => digitsOf(layers.slice(first), digits));
    const [refused, refuses] = networks.map((asked) => refusedOf(asked, first, letters));
    return {
      digits: compared([...digits.labels], was, is),
      letters: compared([...letters.labels], refused, refuses),
    };
  },

  /** What has been learned, for other pages. */
  pack() {
    if (!hand || !learner) throw new TypeError("Nothing is learned yet.");
    return { weights: packedLast(hand, learner.first) };
  },

  /** Answer by what another page has learned. @param {{weights: ArrayBuffer}} message */
  adopt({ weights }) {
    hand = withLast(everyones, weights);
    return {};
  },

  forget() {
    hand = null;
    return {};
  },
};

addEventListener("message", ({ data }) => {
  const { call, task } = data;
  try {
    postMessage({ call, answer: TASKS[task](data) });
  } catch (error) {
    const { message = String(error), code } = /** @type {any} */ (error);
    postMessage({ call, error: { code: typeof code === "string" ? code : "failed", message } });
  }
});
