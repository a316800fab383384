// @ts-check
// The drawing as data: strokes in pad units (0..1, y down). Canvases only render it.

/**
 * `pressure` is 0.5 for a mouse or a finger, which renders at the stroke's own width.
 * `t` counts milliseconds from the start of the stroke.
 * @typedef {{x: number, y: number, pressure: number, t: number}} Point
 * @typedef {{points: Point[], width: number}} Stroke
 * @typedef {"begin" | "extend" | "end" | "cancel" | "undo" | "redo" | "clear" | "replace" | "ground"} ChangeKind
 * @typedef {{width: number, points: number[][]}} StrokeData
 * @typedef {StrokeData[]} DrawingData
 */
/**
 * The drawing now, those before it, and those that undo took away, the last first to come back.
 * @typedef {{past: readonly (readonly Stroke[])[], now: readonly Stroke[],
 *   future: readonly (readonly Stroke[])[]}} History
 */

export const DEFAULT_WIDTH = 0.06;
export const MIN_WIDTH = 0.02;
export const MAX_WIDTH = 0.12;
export const NEUTRAL_PRESSURE = 0.5;

const HISTORY_LIMIT = 200;

/** @typedef {import("./ground.js").Ground} Ground */
// Drawings in the history are lists of strokes; this says which picture lies under each.
/** @type {WeakMap<readonly Stroke[], Ground>} */
const grounds = new WeakMap();

/** The picture under a drawing in the history. @param {readonly Stroke[]} strokes */
export function groundOf(strokes) {
  return grounds.get(strokes) ?? null;
}

/** @param {readonly Stroke[]} strokes a drawing in the history, or one that will be @param {Ground | null} ground */
export function layUnder(strokes, ground) {
  if (ground) grounds.set(strokes, ground);
  else grounds.delete(strokes);
}

/** @param {number} value @param {number} digits */
function round(value, digits) {
  return Number(value.toFixed(digits));
}

/** @param {number} width */
function clampWidth(width) {
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width));
}

/** @param {Stroke} stroke @returns {StrokeData} */
export function strokeToData({ width, points }) {
  return {
    width: round(width, 3),
    points: points.map((p) => [round(p.x, 4), round(p.y, 4), round(p.pressure, 2), Math.round(p.t)]),
  };
}

/**
 * Read what `strokeToData` wrote; throws TypeError when it is anything else.
 * @param {StrokeData} data
 * @returns {Stroke}
 */
export function strokeFromData(data) {
  const points = data.points.map(([x, y, pressure, t]) => ({ x, y, pressure, t }));
  const numbers = points.flatMap((point) => Object.values(point));
  if (points.length === 0 || ![data.width, ...numbers].every(Number.isFinite)) {
    throw new TypeError("A stroke needs a width and at least one point of four numbers.");
  }
  return { width: clampWidth(data.width), points };
}

/** The history of strokes that were drawn one after the other. @param {readonly Stroke[]} strokes @returns {History} */
export function drawnInSteps(strokes) {
  return { past: strokes.map((_, count) => strokes.slice(0, count)), now: strokes, future: [] };
}

/** Strokes with undo and redo. Each change is told by a `change` event whose detail is its kind. */
export class Drawing extends EventTarget {
  /** @type {readonly Stroke[]} */
  #finished = [];
  /** @type {Stroke | null} */
  #live = null;
  // Finished strokes never change, so that a snapshot is only a list of references.
  /** @type {(readonly Stroke[])[]} */
  #past = [];
  /** @type {(readonly Stroke[])[]} */
  #future = [];

  /** All strokes, the one under the pen last. @returns {readonly Stroke[]} */
  get strokes() {
    return this.#live ? [...this.#finished, this.#live] : this.#finished;
  }

  /** The stroke under the pen, if the pen is down. */
  get live() {
    return this.#live;
  }

  /** The picture under the strokes, or null: plain paper. */
  get ground() {
    return groundOf(this.#finished);
  }

  get canUndo() {
    return this.#past.length > 0 || this.#live !== null;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  isEmpty() {
    return this.#finished.length === 0 && this.#live === null && this.ground === null;
  }

  /** Put the pen down; a stroke still under way is finished first. @param {Point} point @param {number} width */
  begin(point, width) {
    this.end();
    this.#live = { points: [point], width: clampWidth(width) };
    this.#changed("begin");
    return this.#live;
  }

  /** @param {Point[]} points */
  extend(points) {
    if (!this.#live || points.length === 0) return;
    this.#live.points.push(...points);
    this.#changed("extend");
  }

  /** Lift the pen. */
  end() {
    if (!this.#live) return;
    const stroke = this.#live;
    this.#live = null;
    this.#commit([...this.#finished, stroke]);
    this.#changed("end");
  }

  /** Drop the stroke under the pen. */
  cancel() {
    if (!this.#live) return;
    this.#live = null;
    this.#changed("cancel");
  }

  /** Take the newest stroke back, finished or not, as if it had never been drawn. @param {Stroke} stroke */
  retract(stroke) {
    if (stroke === this.#live) return this.cancel();
    const before = this.#past[this.#past.length - 1];
    const count = this.#finished.length - 1;
    if (this.#live || stroke !== this.#finished[count] || before?.length !== count) return;
    this.#past.pop();
    this.#finished = before;
    this.#changed("cancel");
  }

  undo() {
    if (this.#live) return this.cancel();
    const before = this.#past.pop();
    if (!before) return;
    this.#future.push(this.#finished);
    this.#finished = before;
    this.#changed("undo");
  }

  redo() {
    const after = this.#future.pop();
    if (!after || this.#live) return;
    this.#past.push(this.#finished);
    this.#finished = after;
    this.#changed("redo");
  }

  /** Wipe the pad; `undo` brings the drawing back. */
  clear() {
    this.end();
    if (this.isEmpty()) return;
    this.#commit([], null);
    this.#changed("clear");
  }

  /** Lay a picture on the pad, as another sheet; `undo` brings back what was there. @param {Ground} ground */
  put(ground) {
    this.end();
    this.#commit([], ground);
    this.#changed("ground");
  }

  /** Put other strokes in the place of these, as if cleared and drawn: each is a step. @param {readonly Stroke[]} strokes */
  replace(strokes) {
    this.end();
    if (!this.isEmpty()) this.#commit([], null);
    for (const count of strokes.keys()) this.#commit(strokes.slice(0, count + 1));
    this.#changed("replace");
  }

  /** @returns {History} */
  get history() {
    const past = this.#live ? [...this.#past, this.#finished] : this.#past;
    return { past, now: this.strokes, future: this.#live ? [] : this.#future };
  }

  /** Take up a drawing where it was left: undo and redo go on from there. @param {History} history */
  restore({ past, now, future }) {
    this.#live = null;
    this.#past = past.slice(-HISTORY_LIMIT);
    this.#finished = now;
    this.#future = [...future];
    this.#changed("replace");
  }

  /** @returns {DrawingData} */
  toData() {
    return this.strokes.map(strokeToData);
  }

  /** @param {readonly Stroke[]} strokes @param {Ground | null} [ground] the one before goes on */
  #commit(strokes, ground = this.ground) {
    layUnder(strokes, ground);
    this.#past.push(this.#finished);
    if (this.#past.length > HISTORY_LIMIT) this.#past.shift();
    this.#future = [];
    this.#finished = strokes;
  }

  /** @param {ChangeKind} kind */
  #changed(kind) {
    this.dispatchEvent(new CustomEvent("change", { detail: kind }));
  }
}
