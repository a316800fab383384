// @ts-check
// Strokes as grey levels without a canvas: the twin of ink.js for browsers whose canvas does not
// give back what was drawn on it. A test draws the same strokes with both and compares them.

import { pressureFactor } from "./ink.js";

/** @typedef {import("./strokes.js").Point} Point */
/** @typedef {import("./strokes.js").Stroke} Stroke */
/** @typedef {[x: number, y: number]} Place in pixels */

// Chords leave a curve by no more, in pixels.
const TOLERANCE = 0.05;

/** Places along the quadratic curve, its start left out. @param {Place} start @param {Place} control @param {Place} end @returns {Place[]} */
function chords([ax, ay], [bx, by], [cx, cy]) {
  const bend = Math.hypot(ax - 2 * bx + cx, ay - 2 * by + cy);
  const count = Math.max(1, Math.ceil(Math.sqrt(bend / (4 * TOLERANCE))));
  return Array.from({ length: count }, (_, i) => {
    const t = (i + 1) / count;
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    return [a * ax + b * bx + c * cx, a * ay + b * by + c * cy];
  });
}

/** The polyline of the smoothed pieces from one point up to another. @param {Point[]} points @param {number} size @param {number} from @param {number} to */
function polyline(points, size, from, to) {
  const place = (/** @type {number} */ i) => /** @type {Place} */ ([points[i].x * size, points[i].y * size]);
  const middle = (/** @type {number} */ i) =>
    /** @type {Place} */ ([((points[i].x + points[i + 1].x) / 2) * size, ((points[i].y + points[i + 1].y) / 2) * size]);
  const line = [from === 0 ? place(0) : middle(from - 1)];
  for (let i = from; i < to; i += 1) {
    if (i === points.length - 1) line.push(place(i));
    else if (i === 0) line.push(middle(i));
    else line.push(...chords(middle(i - 1), place(i), middle(i)));
  }
  return line;
}

/** A square of grey, white at first, that a round pen of any width draws on in black. */
export class Coverage {
  #size;
  #grey;
  // Of the path under way: the way from each pixel to the nearest place on it.
  #dx;
  #dy;
  #nearest;

  /** @param {number} size in pixels */
  constructor(size) {
    this.#size = size;
    this.#grey = new Uint8ClampedArray(size * size).fill(255);
    this.#dx = new Float32Array(size * size);
    this.#dy = new Float32Array(size * size);
    this.#nearest = new Float32Array(size * size).fill(Infinity);
  }

  /** Row by row, 0 is black. */
  get grey() {
    return this.#grey;
  }

  /** @param {Stroke} stroke in pad units @param {number} width of the pen, in pixels */
  draw({ points }, width) {
    for (let start = 0; start < points.length; ) {
      const { pressure } = points[start];
      let end = start + 1;
      while (end < points.length && points[end].pressure === pressure) end += 1;
      this.#stroke(polyline(points, this.#size, start, end), (width * pressureFactor(pressure)) / 2);
      start = end;
    }
  }

  /** @param {Place[]} line @param {number} radius */
  #stroke(line, radius) {
    const box = { left: this.#size, top: this.#size, right: 0, bottom: 0 };
    if (line.length === 1) this.#approach(line[0], line[0], radius, box);
    for (let i = 1; i < line.length; i += 1) this.#approach(line[i - 1], line[i], radius, box);
    for (let y = box.top; y < box.bottom; y += 1) {
      for (let at = y * this.#size + box.left; at < y * this.#size + box.right; at += 1) this.#ink(at, radius);
    }
  }

  /**
   * Bring the pixels around a segment as near to the path as it is.
   * @param {Place} from @param {Place} to @param {number} radius
   * @param {{left: number, top: number, right: number, bottom: number}} box of all pixels that were brought nearer, made larger
   */
  #approach([ax, ay], [bx, by], radius, box) {
    const reach = radius + 1;
    const within = (/** @type {number} */ value) => Math.min(this.#size, Math.max(0, Math.floor(value)));
    const [left, right] = [within(Math.min(ax, bx) - reach), within(Math.max(ax, bx) + reach + 1)];
    const [top, bottom] = [within(Math.min(ay, by) - reach), within(Math.max(ay, by) + reach + 1)];
    box.left = Math.min(box.left, left);
    box.top = Math.min(box.top, top);
    box.right = Math.max(box.right, right);
    box.bottom = Math.max(box.bottom, bottom);
    const [vx, vy] = [bx - ax, by - ay];
    const scale = 1 / (vx * vx + vy * vy || 1);
    for (let y = top; y < bottom; y += 1) {
      for (let x = left, at = y * this.#size + left; x < right; x += 1, at += 1) {
        const [px, py] = [x + 0.5 - ax, y + 0.5 - ay];
        const t = Math.min(1, Math.max(0, (px * vx + py * vy) * scale));
        const dx = px - t * vx;
        const dy = py - t * vy;
        const distance = dx * dx + dy * dy;
        if (distance >= this.#nearest[at]) continue;
        this.#nearest[at] = distance;
        this.#dx[at] = dx;
        this.#dy[at] = dy;
      }
    }
  }

  /** Darken a pixel by as much of it as the pen covers, and forget the path. @param {number} at @param {number} radius */
  #ink(at, radius) {
    const distance = Math.sqrt(this.#nearest[at]);
    this.#nearest[at] = Infinity;
    if (distance >= radius + 1) return;
    // Across a slanting edge a pixel is wider than along an upright one.
    const across = distance > 0 ? (Math.abs(this.#dx[at]) + Math.abs(this.#dy[at])) / distance : 1;
    const covered = Math.min(1, Math.max(0, 0.5 + (radius - distance) / across));
    this.#grey[at] *= 1 - covered;
  }
}
