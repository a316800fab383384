// @ts-check
// The picture that is posted: always 280x280, black on opaque white, whatever the screen.

import { contextOf } from "../page/canvas.js";
import { Coverage } from "./coverage.js";
import { drawStroke } from "./ink.js";
import { canEncode, canvasPng, levelsPng, redOf } from "./png.js";
import { isReadbackTrue } from "./readback.js";

/** @typedef {import("./strokes.js").Stroke} Stroke */
/** @typedef {import("./ground.js").Ground} Ground */

export const RASTER_SIZE = 280;
const MIN_PEN = 3;
const THINNEST = 0.06;
const THICKEST = 0.14;

/** The longer side of the box around all points, in pixels. @param {readonly Stroke[]} strokes */
function longerSide(strokes) {
  const points = strokes.flatMap((stroke) => stroke.points);
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const span = (/** @type {number[]} */ values) =>
    values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  return Math.max(span(xs), span(ys)) * RASTER_SIZE;
}

/**
 * The pen's width in the picture: in proportion to the drawing, so that a small digit drawn
 * with a fat pen is no blob and a large one drawn with a thin pen does not vanish.
 * @param {Stroke} stroke @param {number} side
 */
function penWidth(stroke, side) {
  const chosen = stroke.width * RASTER_SIZE;
  return Math.max(MIN_PEN, Math.min(Math.max(chosen, THINNEST * side), THICKEST * side));
}

/** Renders drawings to PNG, on one canvas that it keeps. */
export class Raster {
  #canvas = document.createElement("canvas");
  #context;
  /** What is drawn, for browsers whose canvas does not give it back. @type {() => Uint8ClampedArray} */
  #drawn = () => new Coverage(RASTER_SIZE).grey;

  constructor() {
    this.#canvas.width = RASTER_SIZE;
    this.#canvas.height = RASTER_SIZE;
    this.#context = contextOf(this.#canvas, { alpha: false, willReadFrequently: true });
  }

  /** What was drawn last. */
  get canvas() {
    return this.#canvas;
  }

  get context() {
    return this.#context;
  }

  /** @param {readonly Stroke[]} strokes at least one, or a picture under them @param {Ground | null} [ground] @returns {Promise<Blob>} */
  async toPng(strokes, ground = null) {
    if (ground) await this.drawOn(ground, strokes);
    else this.draw(strokes);
    return this.encode();
  }

  /** Strokes on a picture: as wide as they are seen on it, as dark or as light as its own ink. @param {Ground} ground @param {readonly Stroke[]} strokes */
  async drawOn(ground, strokes) {
    await ground.ready;
    const context = this.#context;
    context.drawImage(ground.grey, 0, 0);
    const { ink } = ground.shades;
    context.fillStyle = context.strokeStyle = `rgb(${ink} ${ink} ${ink})`;
    for (const stroke of strokes) {
      drawStroke(context, stroke, RASTER_SIZE, Math.max(MIN_PEN, stroke.width * RASTER_SIZE));
    }
    // A picture cannot be had without reading it back: then the strokes alone are sent.
    this.tell(() => {
      const coverage = new Coverage(RASTER_SIZE);
      for (const stroke of strokes) coverage.draw(stroke, Math.max(MIN_PEN, stroke.width * RASTER_SIZE));
      return coverage.grey;
    });
  }

  /** White paper. */
  clear() {
    this.#context.fillStyle = "#fff";
    this.#context.fillRect(0, 0, RASTER_SIZE, RASTER_SIZE);
    this.#drawn = () => new Coverage(RASTER_SIZE).grey;
  }

  /** @param {readonly Stroke[]} strokes at least one @param {number} [thickness] of the pen, 1: as it is sent */
  draw(strokes, thickness = 1) {
    const context = this.#context;
    this.clear();
    context.fillStyle = "#000";
    context.strokeStyle = "#000";
    const side = longerSide(strokes);
    for (const stroke of strokes) {
      drawStroke(context, stroke, RASTER_SIZE, penWidth(stroke, side) * thickness);
    }
    this.tell(() => {
      const coverage = new Coverage(RASTER_SIZE);
      for (const stroke of strokes) coverage.draw(stroke, penWidth(stroke, side) * thickness);
      return coverage.grey;
    });
  }

  /** Say what has been drawn on the context, should nobody be able to read it back. @param {() => Uint8ClampedArray} drawn its grey levels */
  tell(drawn) {
    this.#drawn = drawn;
  }

  /** The grey levels of what is drawn, row by row, 0 is black. */
  get grey() {
    if (!isReadbackTrue()) return this.#drawn();
    return redOf(this.#context.getImageData(0, 0, RASTER_SIZE, RASTER_SIZE));
  }

  /** Draw grey levels. @param {Uint8ClampedArray} levels row by row */
  put(levels) {
    const image = new ImageData(RASTER_SIZE, RASTER_SIZE);
    for (const [at, level] of levels.entries()) image.data.set([level, level, level, 255], 4 * at);
    this.#context.putImageData(image, 0, 0);
    this.tell(() => levels);
  }

  /** What is drawn, as a PNG. @returns {Promise<Blob>} */
  encode() {
    if (!canEncode() && isReadbackTrue()) return canvasPng(this.#canvas);
    return levelsPng(this.grey, RASTER_SIZE);
  }
}
