// @ts-check
// The network in the page, from the page's side. It works in a Worker, which starts at the first
// call; nothing that is drawn leaves the browser.
//
//   // The template gives the addresses: {{ network_addresses("lenet") | tojson }}
//   const network = new NetworkClient({ network: "/networks/…/lenet.bin", replay: "/networks/…" });
//
//   await network.open();               // early, if wanted: the weights are there, the Worker runs
//   await network.read(drawing);        // -> {model, digit, probabilities, verdict, input, source}
//   await network.read(drawing, "everyone");   // as if nothing had been learned
//   await network.learn([{ drawing, label: 7 }, …]);   // -> {learned: how many}
//   await network.forget();             // back to everyone's
//   network.close();                    // ends the Worker; the next call starts another
//
// A drawing is either strokes, as pad/strokes.js has them, or grey levels {levels, width, height},
// row by row, 0 is black: what Raster's `grey` gives with 280 for both sides. `read` answers as
// POST /api/predict does, with `source` besides: "hand" for what learned from this person,
// "everyone" for what is shipped. `learn` takes all of the person's drawings each time and starts
// from the shipped weights, so that the same drawings always give the same network; with none of
// them it forgets.
//
// Whatever fails rejects with a NetworkError and a `code`: "blank-drawing" (nothing or a speck is
// drawn), "unavailable" (weights or examples cannot be fetched), "out-of-date" (they are of another
// version than this page: reload it), "cannot-learn" (the model has no examples), "failed".

import { Raster, RASTER_SIZE } from "../pad/raster.js";
import { workerAddress } from "../page/script-addresses.js";

/** @typedef {import("../pad/strokes.js").Stroke} Stroke */
/** @typedef {import("./worker.js").Grey} Grey */
/** @typedef {import("./worker.js").Source} Source */
/** @typedef {readonly Stroke[] | Grey} Drawn */
/** @typedef {import("../page/api-types.js").Prediction & {source: Source}} Answer */
/** @typedef {{resolve: (answer: any) => void, reject: (error: Error) => void}} Waiting */

export class NetworkError extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

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
  #hasReplay = false;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #count = 0;
  /** @type {Raster | null} */
  #raster = null;

  /** @param {{network: string, replay: string | null}} addresses */
  constructor(addresses) {
    this.#addresses = addresses;
  }

  /** Fetch the weights and start the Worker, once. @returns {Promise<{model: string}>} */
  open() {
    this.#opened ??= this.#start().catch((error) => {
      this.close();
      throw error;
    });
    return /** @type {Promise<{model: string}>} */ (this.#opened);
  }

  /** @param {Drawn} drawing @param {Source} [source] whose network: by default the person's, once it has learned @returns {Promise<Answer>} */
  async read(drawing, source = "hand") {
    const grey = this.#greyOf(drawing); // as it is now: the pen may move on
    await this.open();
    return this.#ask({ task: "read", grey, source });
  }

  /** @param {{drawing: Drawn, label: number}[]} drawings all of them, each time @returns {Promise<{learned: number}>} */
  async learn(drawings) {
    const given = drawings.map(({ drawing, label }) => ({ grey: this.#greyOf(drawing), label }));
    await this.open();
    if (given.length === 0) return this.forget();
    const replay = this.#hasReplay ? undefined : await this.#replay();
    const answer = await this.#ask({ task: "learn", drawings: given, replay });
    this.#hasReplay = true;
    return answer;
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
    this.#hasReplay = false;
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

  async #replay() {
    if (!this.#addresses.replay) throw new NetworkError("cannot-learn", "The model has no examples.");
    return fetched(this.#addresses.replay);
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
      this.#worker.postMessage({ id: this.#count, ...message });
    });
  }

  /** @param {{id: number, answer?: unknown, error?: {code: string, message: string}}} data */
  #settle({ id, answer, error }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
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
