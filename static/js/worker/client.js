// @ts-check
// The network in the page, from the page's side. It works in a Worker, which starts at the first
// call; nothing that is drawn leaves the browser.
//
//   // The template gives the addresses: {{ network_addresses("lenet") | tojson }}
//   const network = new NetworkClient({ network: "/networks/…/lenet.bin", replay: "/networks/…", test: "…" });
//
//   await network.open();               // early, if wanted: the weights are there, the Worker runs
//   await network.read(drawing);        // -> {model, digit, probabilities, verdict, input, by}
//   await network.read(drawing, "everyone");   // as if nothing had been learned
//   await network.learn([{ id: 1, drawing, label: 7 }, …]);   // -> {learned: how many}
//   await network.measure(some, others);       // what learning some makes of the others; see Measured
//   await network.forget();             // back to everyone's
//   await network.pack();               // what it has learned, as bytes (ArrayBuffer)
//   await network.adopt(bytes);         // answer by what another page has learned
//   network.close();                    // ends the Worker; the next call starts another
//
// A drawing is either strokes, as pad/strokes.js has them, or grey levels {levels, width, height},
// row by row, 0 is black: what Raster's `grey` gives with 280 for both sides. `read` answers as
// POST /api/predict does, with `by` besides: "hand" for what learned from this person,
// "everyone" for what is shipped, whose answer stands beside then, as `everyone`. `learn` takes all
// of the person's drawings each time and starts from the shipped weights, so that the same drawings
// always give the same network; with none of them it forgets. A drawing under an id that came before
// is not looked at again.
//
// Whatever fails rejects with a NetworkError and a `code`: "blank-drawing" (nothing or a speck is
// drawn), "unavailable" (weights or examples cannot be fetched), "out-of-date" (they are of another
// version than this page: reload it), "cannot-learn" (the model has no examples), "failed".

import { Raster, RASTER_SIZE } from "../pad/raster.js";
import { workerAddress } from "../page/script-addresses.js";
import { pause } from "../page/turns.js";

/** @typedef {import("../pad/strokes.js").Stroke} Stroke */
/** @typedef {import("./worker.js").Grey} Grey */
/** @typedef {import("./worker.js").By} By */
/** @typedef {readonly Stroke[] | Grey} Drawn */
/** @typedef {{id: number, drawing: Drawn, label: number}} Example */
/** @typedef {import("../page/api-types.js").Opinion} Opinion */
/** `everyone`: what everyone's network says, where the person's answers. @typedef {import("../page/api-types.js").Prediction & {by: By, everyone?: Opinion}} Answer */
/** `test`, for `measure`, has other people's digits; `people`, for `strangers`, pen digits and letters. @typedef {{network: string, replay: string | null, test: string | null, people?: string | null}} Addresses */
/**
 * Of each drawing that was held back its label, and the digit before and after learning the rest;
 * of `n` test digits of other people, how many are right (n = 0: there are none).
 * @typedef {{labels: number[], before: number[], after: number[],
 *   everybody: Compared}} Measured
 */
/** Files that the Worker is sent when they are needed. @typedef {"replay" | "test" | "people"} Beside */
/** @typedef {{resolve: (answer: any) => void, reject: (error: Error) => void}} Waiting */

/** Of each how many are right before and after: letters, where they are no digit. @typedef {{digits: Compared, letters: Compared}} Strangers */
/** @typedef {ReturnType<typeof import("../network/mcnemar.js").compared>} Compared */

export class NetworkError extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

// So many drawings are drawn at a time; in between, the page may do other things.
const AT_A_TIME = 4;

/** @param {string} address @returns {Promise<ArrayBuffer>} */
async function fetched(address) {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status}`);
    return await response.arrayBuffer();
  } catch (error) {
    throw new NetworkError("unavailable", `${address}: ${error}`);
  }
}

export class NetworkClient {
  #addresses;
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Promise<unknown> | null} */
  #opened = null;
  /** The files that the Worker has beside the weights. @type {Set<Beside>} */
  #sent = new Set();
  /** The labels of the drawings that it knows, by id. @type {Map<number, number>} */
  #known = new Map();
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #count = 0;
  /** @type {Raster | null} */
  #raster = null;

  /** @param {Addresses} addresses */
  constructor(addresses) {
    this.#addresses = addresses;
  }

  /** Whether it can learn a hand. */
  get learns() {
    return this.#addresses.replay !== null;
  }

  /** Fetch the weights and start the Worker, once. @returns {Promise<{model: string}>} */
  open() {
    this.#opened ??= this.#start().catch((error) => {
      this.close();
      throw error;
    });
    return /** @type {Promise<{model: string}>} */ (this.#opened);
  }

  /** @param {Drawn} drawing @param {By} [by] whose network: by default the person's, once it has learned @returns {Promise<Answer>} */
  async read(drawing, by = "hand") {
    const grey = this.#greyOf(drawing); // as it is now: the pen may move on
    await this.open();
    return this.#ask({ task: "read", grey, by });
  }

  /** @param {readonly Example[]} examples all of them, each time @returns {Promise<{learned: number}>} */
  async learn(examples) {
    if (examples.length === 0) return this.forget();
    this.#demandReplay();
    await this.open();
    await this.#tellOf(examples);
    const ids = examples.map(({ id }) => id);
    return this.#askWith({ task: "learn", ids }, ["replay"]);
  }

  /** @param {readonly Example[]} examples at least one @param {readonly Example[]} held at least one @returns {Promise<Measured>} */
  async measure(examples, held) {
    this.#demandReplay();
    await this.open();
    await this.#tellOf([...examples, ...held]);
    const [ids, others] = [examples, held].map((each) => each.map(({ id }) => id));
    return this.#askWith({ task: "measure", ids, held: others }, this.#addresses.test ? ["replay", "test"] : ["replay"]);
  }

  /** What `learn` has changed for people who trained nothing; null where they are not there. @returns {Promise<Strangers | null>} */
  async strangers() {
    if (!this.#addresses.people) return null;
    return this.#askWith({ task: "strangers" }, ["people"]);
  }

  /** Those of the drawings that have enough ink to be learned. @param {readonly Example[]} examples */
  async legible(examples) {
    await this.open();
    /** @type {Example[]} */
    const found = [];
    for (const [at, example] of examples.entries()) {
      if (at > 0 && at % AT_A_TIME === 0) await pause();
      try {
        await this.#tellOf([example]);
        found.push(example);
      } catch (error) {
        if (/** @type {any} */ (error).code !== "blank-drawing") throw error;
      }
    }
    return found;
  }

  /** What `learn` has learned, for `adopt` in other pages. @returns {Promise<ArrayBuffer>} */
  async pack() {
    const { weights } = await this.#ask({ task: "pack" });
    return weights;
  }

  /** Answer by what another page has learned; "out-of-date" where it was learned from other weights. @param {ArrayBuffer} weights */
  async adopt(weights) {
    await this.open();
    await this.#ask({ task: "adopt", weights });
  }

  /** @returns {Promise<{learned: number}>} */
  async forget() {
    if (this.#worker) await this.#ask({ task: "forget" });
    return { learned: 0 };
  }

  /** End the Worker; what waits is refused. */
  close() {
    this.#worker?.terminate();
    this.#worker = this.#opened = null;
    this.#sent.clear();
    this.#known.clear();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new NetworkError("failed", "The Worker has ended."));
  }

  async #start() {
    const network = await fetched(this.#addresses.network);
    const worker = new Worker(workerAddress(), { type: "module" });
    worker.addEventListener("message", ({ data }) => this.#settle(data));
    worker.addEventListener("error", () => this.close());
    this.#worker = worker;
    return this.#ask({ task: "open", network });
  }

  /** Without examples nothing is learned, and nothing need be fetched. */
  #demandReplay() {
    if (!this.learns) throw new NetworkError("cannot-learn", "The model has no examples.");
  }

  /** Let the Worker know the drawings that are new to it. @param {readonly Example[]} examples */
  async #tellOf(examples) {
    const news = examples.filter(({ id, label }) => this.#known.get(id) !== label);
    for (const [at, { id, drawing, label }] of news.entries()) {
      if (at > 0 && at % AT_A_TIME === 0) await pause();
      const grey = this.#known.has(id) ? undefined : this.#greyOf(drawing);
      await this.#ask({ task: "know", id, grey, label });
      this.#known.set(id, label);
    }
  }

  /** Ask, with those files that the Worker does not have yet. @param {Record<string, unknown>} message @param {Beside[]} names */
  async #askWith(message, names) {
    const news = names.filter((name) => !this.#sent.has(name));
    const files = await Promise.all(news.map((name) => fetched(this.#addresses[name] ?? "")));
    const answer = await this.#ask({ ...message, ...Object.fromEntries(news.map((name, at) => [name, files[at]])) });
    for (const name of news) this.#sent.add(name);
    return answer;
  }

  /** @param {Record<string, unknown>} message @returns {Promise<any>} */
  #ask(message) {
    return new Promise((resolve, reject) => {
      if (!this.#worker) {
        reject(new NetworkError("failed", "The Worker has ended."));
        return;
      }
      this.#count += 1;
      this.#waiting.set(this.#count, { resolve, reject });
      this.#worker.postMessage({ call: this.#count, ...message });
    });
  }

  /** @param {{call: number, answer?: unknown, error?: {code: string, message: string}}} data */
  #settle({ call, answer, error }) {
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    if (error) waiting?.reject(new NetworkError(error.code, error.message));
    else waiting?.resolve(answer);
  }

  /** @param {Drawn} drawing @returns {Grey} */
  #greyOf(drawing) {
    if ("levels" in drawing) return drawing;
    this.#raster ??= new Raster();
    if (drawing.length > 0) this.#raster.draw(drawing);
    else this.#raster.clear();
    return { levels: this.#raster.grey, width: RASTER_SIZE, height: RASTER_SIZE };
  }
}
