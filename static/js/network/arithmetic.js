// @ts-check
// Sums and roundings to the last bit as numpy and Python do them: a mean that lies between two
// pixels must fall to the same side in the browser as on the server.

const { fround } = Math;
// numpy's own: so many partial sums side by side, and no block longer than that.
const LANES = 8;
const BLOCK = 128;

/** To the nearest whole number, halves to the even one: Python's `round`, numpy's `rint`. @param {number} value */
export function roundHalfEven(value) {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/**
 * Add up in float32, pairwise: what numpy's `sum` does with values that lie side by side.
 * @param {Float32Array} values @param {number} [start] @param {number} [count]
 * @returns {number}
 */
export function pairwiseSum(values, start = 0, count = values.length) {
  if (count < LANES) return sequentialSum(values, start, start + count, 0);
  if (count <= BLOCK) return sumOfLanes(values, start, count);
  const half = (count >> 1) - ((count >> 1) % LANES);
  return fround(pairwiseSum(values, start, half) + pairwiseSum(values, start + half, count - half));
}

/** @param {Float32Array} values @param {number} from @param {number} to @param {number} sum */
function sequentialSum(values, from, to, sum) {
  let total = sum;
  for (let at = from; at < to; at++) total = fround(total + values[at]);
  return total;
}

/** @param {Float32Array} values @param {number} start @param {number} count */
function sumOfLanes(values, start, count) {
  const lanes = values.slice(start, start + LANES);
  const whole = start + count - (count % LANES);
  for (let at = start + LANES; at < whole; at++) lanes[(at - start) % LANES] += values[at];
  const [a, b, c, d, e, f, g, h] = lanes;
  const left = fround(fround(a + b) + fround(c + d));
  const right = fround(fround(e + f) + fround(g + h));
  return sequentialSum(values, whole, start + count, fround(left + right));
}
