// @ts-check
// The one colour scale: blue below 0, red above, as the style sheet has them.

import { contextOf } from "../page/canvas.js";

const STEPS = 255;

/** @param {CSSStyleDeclaration} style @param {string} name @returns {number[]} */
function rgb(style, name) {
  const hex = style.getPropertyValue(name).trim().slice(1);
  return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

export class ColourScale {
  // One colour a step from -255 to 255, packed as ImageData has it.
  #packed = new Uint32Array(2 * STEPS + 1);
  /** The same in CSS, by the packed one. @type {Map<number, string>} */
  #css = new Map();

  constructor() {
    this.refresh();
  }

  /** Read the colours again: they differ in the dark. */
  refresh() {
    const style = getComputedStyle(document.documentElement);
    const [against, none, speaks] = ["--against", "--none", "--for"].map((name) => rgb(style, name));
    for (let step = -STEPS; step <= STEPS; step++) {
      const end = step < 0 ? against : speaks;
      const [r, g, b] = none.map((from, i) => Math.round(from + ((end[i] - from) * Math.abs(step)) / STEPS));
      this.#packed[step + STEPS] = ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
    }
  }

  /** @param {number} value -1..1 */
  packed(value) {
    return this.#packed[Math.round(Math.max(-1, Math.min(1, value)) * STEPS) + STEPS];
  }

  /** @param {number} value -1..1 */
  css(value) {
    const colour = this.packed(value);
    const known = this.#css.get(colour);
    if (known) return known;
    const text = `rgb(${colour & 255} ${(colour >> 8) & 255} ${(colour >> 16) & 255})`;
    this.#css.set(colour, text);
    return text;
  }

  /**
   * Paint values as pixels, one each.
   * @param {number} height @param {number} width @param {(row: number, column: number) => number} value -1..1
   */
  image(height, width, value) {
    const image = new ImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        pixels[row * width + column] = this.packed(value(row, column));
      }
    }
    return image;
  }
}

const scratch = document.createElement("canvas");

/** Draw an image enlarged, its pixels sharp. @param {CanvasRenderingContext2D} context @param {ImageData} image @param {number} x @param {number} y @param {number} width @param {number} height */
export function drawSharp(context, image, x, y, width, height) {
  scratch.width = image.width;
  scratch.height = image.height;
  contextOf(scratch).putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(scratch, x, y, width, height);
}

/** The canvas's context, with as many pixels as the screen has for it; its units are CSS pixels. @param {HTMLCanvasElement} canvas @param {number} width @param {number} height */
export function fitted(canvas, width, height) {
  const density = Math.min(3, devicePixelRatio);
  const [across, down] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
  }
  const context = contextOf(canvas);
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
