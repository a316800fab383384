// @ts-check
// A drawing as the same hand might have written it at another moment: a little turned, slanted, larger
// or smaller, and moved.

/** Angles in radians, a slant as the tangent of its angle, moves in pixels. @typedef {{turn: number, slant: number, scale: number, right: number, down: number}} Warp */

/** Of such warps the widest. @type {Warp} */
const MOST = { turn: 0.2, slant: 0.2, scale: 0.12, right: 1, down: 1 };

/** @param {() => number} random from 0 to below 1 @returns {Warp} */
export function anyWarp(random) {
  const within = (/** @type {number} */ most) => (2 * random() - 1) * most;
  return {
    turn: within(MOST.turn),
    slant: within(MOST.slant),
    scale: 1 + within(MOST.scale),
    right: within(MOST.right),
    down: within(MOST.down),
  };
}

/**
 * Resample an image about its middle, bilinearly; what comes from outside is 0.
 * @param {Float32Array} image (side, side) @param {number} side @param {Warp} warp
 * @returns {Float32Array} (side, side)
 */
export function warped(image, side, { turn, slant, scale, right, down }) {
  const middle = (side - 1) / 2;
  const [cosine, sine] = [Math.cos(turn) / scale, Math.sin(turn) / scale];
  return image.map((_, at) => {
    const [x, y] = [(at % side) - middle, Math.floor(at / side) - middle];
    const column = cosine * x + sine * y + slant * y + middle + right;
    return between(image, side, cosine * y - sine * x + middle + down, column);
  });
}

/** The level at a place between pixels. @param {Float32Array} image @param {number} side @param {number} row @param {number} column */
function between(image, side, row, column) {
  const [top, left] = [Math.floor(row), Math.floor(column)];
  let sum = 0;
  for (let y = top; y <= top + 1; y++) {
    for (let x = left; x <= left + 1; x++) {
      if (Math.min(y, x) < 0 || Math.max(y, x) >= side) continue;
      sum += image[y * side + x] * (1 - Math.abs(row - y)) * (1 - Math.abs(column - x));
    }
  }
  return sum;
}
