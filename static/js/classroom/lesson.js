// @ts-check
// The network learns from the class, in a Worker of this browser, and is measured before and after:
// on drawings of the same pupils that were held back, on pupils whom it never saw, on other people's
// pen digits, on MNIST, and on letters. No DOM.

import { compared } from "../network/mcnemar.js";
import { heldBack, seatsHeldBack } from "./split.js";
import { strokesOf } from "./strokes.js";

/** @typedef {import("./client.js").ClassDrawing} ClassDrawing */
/** @typedef {import("./split.js").Split} Split */
/** @typedef {import("../worker/client.js").NetworkClient} NetworkClient */
/** @typedef {import("../worker/client.js").Example} Example */
/** @typedef {ReturnType<typeof compared>} Compared */
/** Of each column how many were right before and after; null: it cannot be measured. @typedef {{learned: number, same: Compared} & Record<"others" | "people" | "mnist" | "letters", Compared | null>} Findings */

/** @param {ClassDrawing} drawing @returns {Example} */
function exampleOf({ number, label, strokes }) {
  return { id: number, label, drawing: strokesOf(strokes) };
}

/** @param {readonly Split[]} splits */
function isMeasurable(splits) {
  return splits.length > 0 && splits.every(({ learned, held }) => learned.length > 0 && held.length > 0);
}

export class Lesson {
  #network;

  /** @param {NetworkClient} network */
  constructor(network) {
    this.#network = network;
  }

  /**
   * Learn, and measure; the network has then learned what `same` was measured with.
   * @param {readonly ClassDrawing[]} drawings by their numbers
   * @returns {Promise<Findings | null>} null while there are too few drawings; throws NetworkError
   */
  async learn(drawings) {
    const legible = new Set((await this.#network.legible(drawings.map(exampleOf))).map(({ id }) => id));
    const learnable = (/** @type {Split} */ { learned, held }) => ({
      learned: learned.filter(({ number }) => legible.has(number)),
      held: held.filter(({ number }) => legible.has(number)),
    });
    const split = learnable(heldBack(drawings));
    if (!isMeasurable([split])) return null;
    const own = await this.#measured([split]);
    const folds = seatsHeldBack(drawings).map(learnable);
    const others = isMeasurable(folds) ? (await this.#measured(folds)).read : null;
    await this.#network.learn(split.learned.map(exampleOf));
    const mnist = own.everybody.n > 0 ? own.everybody : null;
    const { digits = null, letters = null } = (await this.#network.strangers()) ?? {};
    const people = digits && digits.n > 0 ? digits : null;
    return { learned: split.learned.length, same: own.read, others, people, mnist, letters };
  }

  /** @param {readonly Split[]} splits at least one */
  async #measured(splits) {
    /** @type {import("../worker/client.js").Measured[]} */
    const found = [];
    for (const { learned, held } of splits) {
      found.push(await this.#network.measure(learned.map(exampleOf), held.map(exampleOf)));
    }
    const [labels, before, after] = /** @type {const} */ (["labels", "before", "after"]).map((key) =>
      found.flatMap((each) => each[key]),
    );
    return { read: compared(labels, before, after), everybody: found[0].everybody };
  }
}
