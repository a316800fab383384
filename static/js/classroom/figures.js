// @ts-check
// What the network made of a class's drawings: the confusion matrix, and what it says in words. No DOM.

/** @typedef {import("./client.js").ClassDrawing} ClassDrawing */
/** @typedef {{digit: number, right: number, n: number}} DigitTally */

export const DIGITS = 10;

/** Those that were read, with what was read. @param {Iterable<ClassDrawing>} drawings */
function readOnes(drawings) {
  return [...drawings].filter(({ read }) => read !== null);
}

/** How often each digit (row) was read as each (column). @param {Iterable<ClassDrawing>} drawings */
export function confusion(drawings) {
  const counts = Array.from({ length: DIGITS }, () => new Array(DIGITS).fill(0));
  for (const { label, read } of readOnes(drawings)) counts[label][/** @type {number} */ (read)] += 1;
  return counts;
}

/** @param {number[][]} counts @returns {{right: number, n: number}} */
export function accuracy(counts) {
  const n = counts.flat().reduce((a, b) => a + b, 0);
  return { n, right: counts.reduce((sum, row, digit) => sum + row[digit], 0) };
}

/** The digit of which the smallest share is read right; null where all are. @param {number[][]} counts @returns {DigitTally | null} */
export function hardest(counts) {
  /** @type {DigitTally | null} */
  let found = null;
  for (const [digit, row] of counts.entries()) {
    const [right, n] = [row[digit], row.reduce((a, b) => a + b, 0)];
    if (n > right && (!found || right * found.n < found.right * n)) found = { digit, right, n };
  }
  return found;
}

/** The pair most mixed up; null where none is. @param {number[][]} counts */
export function mostMixed(counts) {
  let found = { label: 0, read: 0, count: 0 };
  for (const [label, row] of counts.entries()) {
    for (const [read, count] of row.entries()) {
      if (label !== read && count > found.count) found = { label, read, count };
    }
  }
  return found.count > 0 ? found : null;
}

/** How sure the network was on average when it was wrong; null where it never was. @param {Iterable<ClassDrawing>} drawings */
export function sureWhenWrong(drawings) {
  const wrong = readOnes(drawings).filter(({ label, read, confidence }) => label !== read && confidence !== null);
  if (wrong.length === 0) return null;
  return wrong.reduce((sum, { confidence }) => sum + /** @type {number} */ (confidence), 0) / wrong.length;
}
