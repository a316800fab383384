// @ts-check
// Where the ink of a picture starts and ends, outlying dust left out: `webapp/reading/cropping.py`.
//
// What is trimmed off one way may make dust of what lies the other way, so it takes turns.

/** @typedef {import("./ink.js").Ink} Ink */
/** Ends are one past the last. @typedef {{left: number, top: number, right: number, bottom: number}} Box */

// Of the ink's pixels: an outlying part with less is dust.
const DUST = 0.012;

/**
 * How many pixels of each row and each column of a box are inked.
 * @param {Ink} ink @param {number} threshold what is darker counts @param {Box} box
 */
function countsIn(ink, threshold, { left, top, right, bottom }) {
  const rows = new Uint32Array(bottom - top);
  const columns = new Uint32Array(right - left);
  const { data, width } = ink;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      if (data[y * width + x] > threshold) {
        rows[y - top] += 1;
        columns[x - left] += 1;
      }
    }
  }
  return { rows, columns };
}

/** The runs of rows, or columns, with ink: where each starts and ends, and how much it has. @param {Uint32Array} counts */
function runsOf(counts) {
  /** @type {{start: number, end: number, amount: number}[]} */
  const runs = [];
  for (const [at, amount] of counts.entries()) {
    if (amount === 0) continue;
    const last = runs.at(-1);
    if (last?.end === at) {
      last.end = at + 1;
      last.amount += amount;
    } else runs.push({ start: at, end: at + 1, amount });
  }
  return runs;
}

/**
 * From the first run to the last that is not dust: next to nothing, and apart from the others.
 * Of scattered dots, all of them dust, the last is kept.
 * @param {Uint32Array} counts
 */
function extentOf(counts) {
  const runs = runsOf(counts);
  const total = runs.reduce((sum, run) => sum + run.amount, 0);
  const heavy = runs.filter((run) => run.amount >= DUST * total);
  const kept = heavy.length > 0 ? heavy : runs.slice(-1);
  return { start: kept[0].start, end: kept[kept.length - 1].end };
}

/** The box around all ink; there is some. @param {Ink} ink @param {number} threshold @returns {Box} */
function boxOfAll(ink, threshold) {
  const whole = { left: 0, top: 0, right: ink.width, bottom: ink.height };
  const { rows, columns } = countsIn(ink, threshold, whole);
  const isInked = (/** @type {number} */ count) => count > 0;
  return {
    left: columns.findIndex(isInked),
    top: rows.findIndex(isInked),
    right: columns.findLastIndex(isInked) + 1,
    bottom: rows.findLastIndex(isInked) + 1,
  };
}

/**
 * The box of the ink, outlying dust left out.
 * @param {Ink} ink @param {number} threshold what is darker counts; something does @returns {Box}
 */
export function crop(ink, threshold) {
  let box = boxOfAll(ink, threshold);
  for (;;) {
    const { rows, columns } = countsIn(ink, threshold, box);
    // Trimming both ways may have left nothing: scattered dots, all of them dust.
    const [down, across] = [extentOf(rows), extentOf(columns)];
    const trimmed = {
      left: box.left + across.start,
      top: box.top + down.start,
      right: box.left + across.end,
      bottom: box.top + down.end,
    };
    if (Object.entries(trimmed).every(([side, at]) => at === box[/** @type {keyof Box} */ (side)])) return box;
    if (!countsIn(ink, threshold, trimmed).columns.some((count) => count > 0)) return box;
    box = trimmed;
  }
}
