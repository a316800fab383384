// @ts-check
// In which order the digits are asked for: shuffled, so that nobody writes by rote, but always the
// same. Where somebody is follows from what is kept.

/** Each round has each digit once; no digit comes twice running, from one round to the next either. */
const ROUNDS = [
  [4, 7, 1, 9, 2, 6, 0, 8, 3, 5],
  [2, 9, 5, 7, 0, 3, 8, 1, 6, 4],
  [8, 3, 6, 1, 4, 0, 7, 5, 9, 2],
];
export const ROUND_COUNT = ROUNDS.length;

/** `round` counts from 1; @typedef {{digit: number, round: number}} Task */

/** @param {number} rounds a multiple of ROUND_COUNT @returns {Task[]} */
export function tasks(rounds) {
  return Array.from({ length: rounds }, (_, round) => ROUNDS[round % ROUNDS.length].map((digit) => ({ digit, round: round + 1 }))).flat();
}

/** How many there are of each digit. @param {readonly {label: number}[]} drawings */
export function counts(drawings) {
  const found = new Array(10).fill(0);
  for (const { label } of drawings) found[label] += 1;
  return found;
}

/** Those that are still to be written. @param {readonly Task[]} all @param {readonly number[]} found so many of each digit */
export function remaining(all, found) {
  return all.filter(({ digit, round }) => round > found[digit]);
}
