// @ts-check
// A picture as the sheet's ground: square, small enough to keep, and grey as it is sent.

import { bytesOf } from "../page/base64.js";
import { contextOf, READ_BACK } from "../page/canvas.js";
import { decoded } from "./intake.js";
import { continueEdge, isLightInk, makeGrey } from "./shades.js";

/** @typedef {import("./shades.js").Shades} Shades */

export const GROUND_SIDE = 560;
const GREY_SIDE = 280;
// Of the picture's side: deep enough that a pencil line along the edge is not taken for the paper.
const EDGE = 0.04;
const KIND = "image/jpeg";
const QUALITY = 0.85;

/** @param {number} side */
function square(side) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  return canvas;
}

/** The whole picture in a square, on the paper that it seems to be on. @param {ImageBitmap} bitmap */
function composed(bitmap) {
  const side = GROUND_SIDE;
  const scale = side / Math.max(bitmap.width, bitmap.height);
  const [width, height] = [bitmap.width, bitmap.height].map((length) => Math.max(2, Math.round(length * scale)));
  const [x, y] = [Math.floor((side - width) / 2), Math.floor((side - height) / 2)];
  const canvas = square(side);
  const context = contextOf(canvas, READ_BACK);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, x, y, width, height);
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = isLightInk(onlyPicture(canvas, x, y, width, height)) ? "#000" : "#fff";
  context.fillRect(x, y, width, height);
  context.globalCompositeOperation = "source-over";
  const deep = Math.max(1, Math.round(EDGE * Math.min(width, height)));
  if (y > 0) {
    continueEdge(context, [0, y, side, deep], [0, 0, side, y]);
    continueEdge(context, [0, y + height - deep, side, deep], [0, y + height, side, side - y - height]);
  } else if (x > 0) {
    continueEdge(context, [x, 0, deep, side], [0, 0, x, side]);
    continueEdge(context, [x + width - deep, 0, deep, side], [x + width, 0, side - x - width, side]);
  }
  return canvas;
}

/** @param {HTMLCanvasElement} canvas @param {number} x @param {number} y @param {number} width @param {number} height */
function onlyPicture(canvas, x, y, width, height) {
  const small = contextOf(square(64), READ_BACK);
  small.drawImage(canvas, x, y, width, height, 0, 0, 64, 64);
  return small;
}

/** @param {string} url data: in base64 */
function blobOf(url) {
  return new Blob([bytesOf(url.slice(url.indexOf(",") + 1))], { type: KIND });
}

/** Never changed, once it is ready. */
export class Ground {
  /** As it is shown, in colour. */
  canvas = square(GROUND_SIDE);
  /** As it is sent. */
  grey = square(GREY_SIDE);
  /** @type {Shades} */
  shades = { ground: 255, ink: 0 };
  /** Resolves once the canvases hold the picture. @type {Promise<void>} */
  ready = Promise.resolve();

  /** @param {string} id @param {string} url of the square picture, to be kept */
  constructor(id, url) {
    this.id = id;
    this.url = url;
  }

  /** Make any picture a ground; rejects where the browser cannot read it. @param {Blob} file @returns {Promise<Ground>} */
  static async of(file) {
    const bitmap = await decoded(file);
    const canvas = composed(bitmap);
    bitmap.close();
    const ground = new Ground(`${Date.now()}-${Math.random()}`, canvas.toDataURL(KIND, QUALITY));
    ground.#fill(canvas);
    return ground;
  }

  /** Bring back what was kept; it is ready a little later. @param {string} id @param {string} url */
  static kept(id, url) {
    const ground = new Ground(id, url);
    ground.ready = decoded(blobOf(url)).then(
      (bitmap) => ground.#fill(bitmap),
      () => contextOf(ground.grey, READ_BACK).fillRect(0, 0, GREY_SIDE, GREY_SIDE), // damaged: nothing to read
    );
    return ground;
  }

  get isDark() {
    return this.shades.ground < 128;
  }

  /** @param {HTMLCanvasElement | ImageBitmap} picture square */
  #fill(picture) {
    contextOf(this.canvas, READ_BACK).drawImage(picture, 0, 0, GROUND_SIDE, GROUND_SIDE);
    const context = contextOf(this.grey, READ_BACK);
    context.imageSmoothingQuality = "high";
    context.drawImage(this.canvas, 0, 0, GREY_SIDE, GREY_SIDE);
    this.shades = makeGrey(context);
  }
}
