// @ts-check
// A drawing and a view in the part of an address after the #, which no browser sends to a server.
//
// Version 1: `#v=1&view=layers&model=lenet&class=9&test=321&d=...`, where d is base64url of bytes:
// the number of strokes, then of each the number of points, the width in thousandths of the pad,
// whether it has pressures, and each point as steps from the one before, x and y in 2047ths of
// the paper with its margin, time in 8 ms, pressure in 255ths. Numbers are LEB128, steps zigzag.
//
// Anybody can write such an address: what no drawing has is refused before it is made.

import { bytesOf } from "../page/base64.js";
import { MAX_WIDTH, MIN_WIDTH } from "../pad/strokes.js";

/** @typedef {import("../pad/strokes.js").Stroke} Stroke */
/** @typedef {{view: string, model: string, digit: string, test: number | null, strokes: Stroke[]}} Shared */

const VERSION = "1";
const STEPS = 2047;
const MARGIN = 0.25;
const TICK_MS = 8;
const MOST_STROKES = 500;
// Of all strokes together.
const MOST_POINTS = 20_000;
const MOST_CHARACTERS = 100_000;
// A pen that rests for longer is told, and shown, as resting for so long.
const LONGEST_REST = 2000 / TICK_MS;
// Nobody rests a pen for longer.
const NO_REST = 600_000 / TICK_MS;
// Longer links are cut by some mail programs and chats.
const MOST_BYTES = 6000;

/** The address holds no drawing that can be read. */
export class DamagedLink extends Error {}

/** The drawing does not fit into an address. */
export class TooLong extends Error {}

/** @param {number} value */
function quantised(value) {
  return Math.round(((value + MARGIN) / (1 + 2 * MARGIN)) * STEPS);
}

/** @param {number} step */
function restored(step) {
  return (step / STEPS) * (1 + 2 * MARGIN) - MARGIN;
}

/** @param {number[]} bytes @param {number} value 0 or more */
function writeNumber(bytes, value) {
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  bytes.push(value);
}

/** @param {number[]} bytes @param {number} value */
function writeStep(bytes, value) {
  writeNumber(bytes, value < 0 ? -2 * value - 1 : 2 * value);
}

/** @param {readonly Stroke[]} strokes @param {number} every the point that is kept, the ends always */
function bytesOfStrokes(strokes, every) {
  /** @type {number[]} */
  const bytes = [];
  writeNumber(bytes, strokes.length);
  for (const { width, points } of strokes) {
    const kept = points.filter((_, at) => at % every === 0 || at === points.length - 1);
    const hasPressure = points.some(({ pressure }) => pressure !== points[0].pressure);
    writeNumber(bytes, kept.length);
    writeNumber(bytes, Math.round(width * 1000));
    writeNumber(bytes, hasPressure ? 1 : 0);
    let [x, y, t] = [0, 0, 0];
    for (const [at, point] of kept.entries()) {
      const [nextX, nextY, nextT] = [quantised(point.x), quantised(point.y), Math.round(point.t / TICK_MS)];
      writeStep(bytes, nextX - x);
      writeStep(bytes, nextY - y);
      writeNumber(bytes, Math.min(LONGEST_REST, Math.max(0, nextT - t)));
      if (hasPressure || at === 0) writeNumber(bytes, Math.round(point.pressure * 255));
      [x, y, t] = [nextX, nextY, nextT];
    }
  }
  return bytes;
}

/** Throws TooLong. @param {readonly Stroke[]} strokes */
export function encodeStrokes(strokes) {
  let bytes = bytesOfStrokes(strokes, 1);
  for (let every = 2; bytes.length > MOST_BYTES && every <= 16; every++) bytes = bytesOfStrokes(strokes, every);
  // Each point takes three bytes and more: so there are not too many of them either.
  if (strokes.length > MOST_STROKES || bytes.length > 3 * MOST_POINTS) throw new TooLong("There is too much on the pad.");
  const text = bytes.map((byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

class Reader {
  #bytes;
  #at = 0;
  #points = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  number() {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined || shift > 2 ** 28) throw new DamagedLink("The drawing ends too early.");
      value += (byte % 128) * shift;
      if (byte < 128) return value;
    }
  }

  step() {
    const value = this.number();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  /** @param {number} most */
  count(most) {
    const value = this.number();
    if (value > most) throw new DamagedLink("There is too much in the drawing.");
    return value;
  }

  /** How many points a stroke has. */
  points() {
    const count = this.count(MOST_POINTS - this.#points);
    this.#points += count;
    return count;
  }

  isAtEnd() {
    return this.#at === this.#bytes.length;
  }
}

/** @param {Reader} reader @returns {Stroke} */
function readStroke(reader) {
  const count = reader.points();
  const width = reader.number() / 1000;
  const hasPressure = reader.count(1) === 1;
  if (width < MIN_WIDTH || width > MAX_WIDTH) throw new DamagedLink("No pen is so wide or so narrow.");
  if (count === 0) throw new DamagedLink("A stroke has no points.");
  let [x, y, t, pressure] = [0, 0, 0, 0.5];
  const points = Array.from({ length: count }, (_, at) => {
    x += reader.step();
    y += reader.step();
    t += Math.min(LONGEST_REST, reader.count(NO_REST));
    if (hasPressure || at === 0) pressure = reader.number() / 255;
    if (x < 0 || y < 0 || x > STEPS || y > STEPS || pressure > 1) throw new DamagedLink("A point is off the paper.");
    return { x: restored(x), y: restored(y), pressure, t: t * TICK_MS };
  });
  return { width, points };
}

/** Throws DamagedLink. @param {string} text @returns {Stroke[]} */
export function decodeStrokes(text) {
  if (text.length > MOST_CHARACTERS) throw new DamagedLink("There is too much in the drawing.");
  let bytes;
  try {
    bytes = bytesOf(text.replace(/-/g, "+").replace(/_/g, "/"));
  } catch {
    throw new DamagedLink("The drawing is not base64.");
  }
  const reader = new Reader(bytes);
  const strokes = Array.from({ length: reader.count(MOST_STROKES) }, () => readStroke(reader));
  if (!reader.isAtEnd()) throw new DamagedLink("There is something after the drawing.");
  return strokes;
}

/** Throws TooLong. @param {Shared} shared */
export function fragmentOf({ view, model, digit, test, strokes }) {
  const parts = new URLSearchParams({ v: VERSION, view, model });
  if (digit) parts.set("class", digit);
  if (test !== null) parts.set("test", String(test));
  if (strokes.length > 0) parts.set("d", encodeStrokes(strokes));
  return `#${parts}`;
}

/** What an address shares; null where it shares nothing. Throws DamagedLink. @param {string} hash @returns {Shared | null} */
export function readFragment(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  if (!parts.has("v")) return null;
  if (parts.get("v") !== VERSION) throw new DamagedLink("The link is of another version.");
  const test = parts.get("test");
  return {
    view: parts.get("view") ?? "",
    model: parts.get("model") ?? "",
    digit: parts.get("class") ?? "",
    test: test !== null && /^\d{1,6}$/.test(test) ? Number(test) : null,
    strokes: parts.has("d") ? decodeStrokes(parts.get("d") ?? "") : [],
  };
}
