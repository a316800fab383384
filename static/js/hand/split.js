// @ts-check
// Which drawings are held back to measure on: of each digit every third, in the order in which they
// came. It is settled before anything is learned, and whatever the networks make of them.

/** @typedef {import("./store.js").Kept} Kept */

const EVERY = 3;

/** @param {readonly Kept[]} drawings in the order of their ids @returns {{learned: Kept[], held: Kept[]}} */
export function split(drawings) {
  const seen = new Array(10).fill(0);
  /** @type {Kept[]} */
  const learned = [];
  /** @type {Kept[]} */
  const held = [];
  for (const drawing of drawings) {
    seen[drawing.label] += 1;
    (seen[drawing.label] % EVERY === 0 ? held : learned).push(drawing);
  }
  return { learned, held };
}
