// @ts-check
// The picture that is sent: the drawing, or a test digit in its place, changed as the sliders say.

import { Raster, RASTER_SIZE } from "../pad/raster.js";
import { contextOf, READ_BACK } from "../page/canvas.js";
import { levelsOf } from "./examples.js";

/** @typedef {import("../pad/strokes.js").Drawing} Drawing */
/** @typedef {import("../pad/strokes.js").Stroke} Stroke */
/**
 * Degrees, percent of the pen's width, percent of the pad to the right and down, percent of the
 * size, and a standard deviation of 255.
 * @typedef {{rotate: number, thickness: number, shift: number, shrink: number, noise: number}} Changes
 */

/** @type {Changes} */
export const UNCHANGED = { rotate: 0, thickness: 100, shift: 0, shrink: 100, noise: 0 };

/** The same normal noise each time, so that only its strength changes: mulberry32 and Box-Muller. */
const noiseField = (() => {
  /** @type {Float32Array | null} */
  let field = null;
  let state = 20;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return () => {
    field ??= Float32Array.from({ length: RASTER_SIZE * RASTER_SIZE }, () =>
      Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
    );
    return field;
  };
})();

/** @param {readonly Stroke[]} strokes */
function middleOf(strokes) {
  const points = strokes.flatMap((stroke) => stroke.points);
  const middle = (/** @type {number[]} */ values) =>
    (values.reduce((a, b) => Math.min(a, b)) + values.reduce((a, b) => Math.max(a, b))) / 2;
  return { x: middle(points.map(({ x }) => x)), y: middle(points.map(({ y }) => y)) };
}

/** Turn and shrink strokes about their middle, and shift them. @param {readonly Stroke[]} strokes @param {Changes} changes @returns {Stroke[]} */
export function changed(strokes, { rotate, shift, shrink }) {
  const { x: cx, y: cy } = middleOf(strokes);
  const angle = (rotate * Math.PI) / 180;
  const [cos, sin] = [(Math.cos(angle) * shrink) / 100, (Math.sin(angle) * shrink) / 100];
  return strokes.map(({ width, points }) => ({
    width: (width * shrink) / 100,
    points: points.map((point) => {
      const [dx, dy] = [point.x - cx, point.y - cy];
      return {
        ...point,
        x: cx + dx * cos - dy * sin + shift / 100,
        y: cy + dx * sin + dy * cos + shift / 100,
      };
    }),
  }));
}

/**
 * What the canvas makes of a square picture that is turned, shifted and shrunk, in grey levels: at
 * each pixel's middle, the level of the nearest of the picture's.
 * @param {HTMLCanvasElement} image @param {Pick<Changes, "rotate" | "shift" | "shrink">} changes
 */
function turned(image, { rotate, shift, shrink }) {
  const levels = levelsOf(image);
  const side = image.width;
  const angle = (rotate * Math.PI) / 180;
  const scale = side / RASTER_SIZE / (shrink / 100);
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  const middle = RASTER_SIZE / 2 + (shift / 100) * RASTER_SIZE;
  return new Uint8ClampedArray(RASTER_SIZE * RASTER_SIZE).map((_, at) => {
    const [x, y] = [(at % RASTER_SIZE) + 0.5 - middle, Math.floor(at / RASTER_SIZE) + 0.5 - middle];
    const [column, row] = [x * cos + y * sin, y * cos - x * sin].map((place) => Math.floor(place + side / 2));
    const isInside = column >= 0 && row >= 0 && column < side && row < side;
    return isInside ? levels[row * side + column] : 255;
  });
}

export class Picture {
  #drawing;
  #raster = new Raster();
  /** A test digit on the pad, 28x28, dark on light. @type {HTMLCanvasElement | null} */
  image = null;

  /** @param {Drawing} drawing */
  constructor(drawing) {
    this.#drawing = drawing;
  }

  get canvas() {
    return this.#raster.canvas;
  }

  isEmpty() {
    return this.image === null && this.#drawing.isEmpty();
  }

  /** @param {Changes} changes @returns {Promise<Blob>} */
  async toPng(changes) {
    const { ground } = this.#drawing;
    if (this.image) this.#drawImage(this.image, changes);
    else if (ground) await this.#drawGround(ground, changes);
    else this.#raster.draw(changed(this.#drawing.strokes, changes), changes.thickness / 100);
    if (changes.noise > 0) this.#addNoise(changes.noise);
    return this.#raster.encode();
  }

  /** The picture with what is drawn on it, moved as one. @param {import("../pad/ground.js").Ground} ground @param {Changes} changes */
  async #drawGround(ground, changes) {
    await this.#raster.drawOn(ground, this.#drawing.strokes);
    if (changes.rotate === 0 && changes.shift === 0 && changes.shrink === 100) return;
    const whole = document.createElement("canvas");
    whole.width = whole.height = RASTER_SIZE;
    contextOf(whole, READ_BACK).drawImage(this.#raster.canvas, 0, 0);
    const level = ground.shades.ground;
    this.#drawImage(whole, changes, `rgb(${level} ${level} ${level})`, true);
  }

  /** @param {HTMLCanvasElement} image @param {Changes} changes @param {string} [paper] its colour @param {boolean} [isSmooth] */
  #drawImage(image, { rotate, shift, shrink }, paper = "#fff", isSmooth = false) {
    const { context } = this.#raster;
    context.fillStyle = paper;
    context.fillRect(0, 0, RASTER_SIZE, RASTER_SIZE);
    context.save();
    const middle = RASTER_SIZE / 2;
    context.translate(middle + (shift / 100) * RASTER_SIZE, middle + (shift / 100) * RASTER_SIZE);
    context.rotate((rotate * Math.PI) / 180);
    context.scale(shrink / 100, shrink / 100);
    // Sharp: each pixel of a test digit becomes a square of 10x10, which the server shrinks back to it.
    context.imageSmoothingEnabled = isSmooth;
    context.drawImage(image, -middle, -middle, RASTER_SIZE, RASTER_SIZE);
    context.restore();
    if (!isSmooth) this.#raster.tell(() => turned(image, { rotate, shift, shrink }));
  }

  /** @param {number} deviation */
  #addNoise(deviation) {
    const field = noiseField();
    this.#raster.put(this.#raster.grey.map((grey, at) => grey + deviation * field[at]));
  }
}
