// @ts-check
// What a comparison of two networks means, in words.

import { compared } from "../network/mcnemar.js";

/** @typedef {ReturnType<typeof compared>} Compared */
/** @typedef {import("../page/messages.js").Messages} Messages */

// The usual limit: one case in twenty.
const SURE = 0.05;

/** @param {Compared} found @param {Messages} messages */
export function verdict({ better, worse, p }, messages) {
  if (better + worse === 0) return messages.text("measure.same");
  const cases = Math.round(100 * p);
  const chance = cases < 1 ? messages.text("measure.rarely") : messages.text("measure.chance", { cases });
  const meaning = p >= SURE ? "unsure" : better > worse ? "better" : "worse";
  return `${messages.text("measure.split", { better, worse })} ${chance} ${messages.text(`measure.${meaning}`)}`;
}

/** Where the two differ: places in the lists. @param {import("../worker/client.js").Measured} measured */
export function differing({ labels, before, after }) {
  const places = labels.map((_, at) => at);
  const isRight = (/** @type {number[]} */ read, /** @type {number} */ at) => read[at] === labels[at];
  return {
    better: places.filter((at) => !isRight(before, at) && isRight(after, at)),
    worse: places.filter((at) => isRight(before, at) && !isRight(after, at)),
  };
}
