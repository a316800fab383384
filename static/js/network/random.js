// @ts-check
// Numbers that look random and are the same each time: mulberry32, by Tommy Ettinger (public domain).

/** @param {number} seed a whole number @returns {() => number} gives numbers from 0 to below 1 */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Whole numbers below `count` in a random order, the first `most` of them. @param {number} count @param {number} most @param {() => number} random */
export function someOf(count, most, random) {
  const numbers = Int32Array.from({ length: count }, (_, number) => number);
  const kept = Math.min(most, count);
  for (let at = 0; at < kept; at++) {
    const other = at + Math.floor(random() * (count - at));
    [numbers[at], numbers[other]] = [numbers[other], numbers[at]];
  }
  return numbers.subarray(0, kept);
}
