// @ts-check
// Taps: a dot has no shape that could be read, however large the pen makes it.

/** @typedef {import("./strokes.js").Stroke} Stroke */

// In pad units: a finger that taps slips a little, and no digit is written so small.
const SLIP = 0.03;
// More dots than these may be a digit, dotted.
const MOST = 5;

/** The longer side of the box around all points, in pad units. @param {readonly Stroke[]} strokes */
function reach(strokes) {
  const [low, high] = [{ x: Infinity, y: Infinity }, { x: -Infinity, y: -Infinity }];
  for (const { x, y } of strokes.flatMap((stroke) => stroke.points)) {
    [low.x, low.y] = [Math.min(low.x, x), Math.min(low.y, y)];
    [high.x, high.y] = [Math.max(high.x, x), Math.max(high.y, y)];
  }
  return Math.max(high.x - low.x, high.y - low.y);
}

/**
 * Whether strokes look like one dot: they reach no further than half the pen's width.
 * @param {readonly Stroke[]} strokes
 */
function isDot(strokes) {
  const width = Math.min(...strokes.map((stroke) => stroke.width));
  return reach(strokes) <= Math.min(SLIP, width / 2);
}

/**
 * What a drawing is that is no more than taps; null where it is more, or nothing.
 * @param {import("./strokes.js").Drawing} drawing @returns {"dot" | "dots" | null}
 */
export function dotsOf({ strokes, ground }) {
  if (strokes.length === 0 || ground) return null;
  if (isDot(strokes)) return "dot";
  return strokes.length <= MOST && strokes.every((stroke) => isDot([stroke])) ? "dots" : null;
}
