// @ts-check
// A picture of any size, made small in the browser: a photo is never sent as it is.

import { bytesOf } from "../page/base64.js";
import { contextOf } from "../page/canvas.js";
import { decoded } from "../pad/intake.js";
import { canvasPng } from "../pad/png.js";
import { isReadbackTrue } from "../pad/readback.js";

const SIDE = 256;

/** This browser's canvas does not give back what is drawn on it: nothing can be shrunk. */
export class Guarded extends Error {}

/**
 * Turned as its camera says; the square in its middle, at most 256 pixels. Throws Guarded, since
 * a file as it is may tell where it was taken.
 * @param {Blob} file @returns {Promise<Blob>}
 */
export async function shrink(file) {
  if (!isReadbackTrue()) throw new Guarded();
  const bitmap = await decoded(file);
  const square = Math.min(bitmap.width, bitmap.height);
  const side = Math.max(8, Math.min(SIDE, square));
  const canvas = document.createElement("canvas");
  canvas.width = side;
  canvas.height = side;
  const context = contextOf(canvas);
  context.fillStyle = "white"; // where it is transparent
  context.fillRect(0, 0, side, side);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, (bitmap.width - square) / 2, (bitmap.height - square) / 2, square, square, 0, 0, side, side);
  bitmap.close();
  return canvasPng(canvas);
}

/** The pixels that the network got. @param {HTMLCanvasElement} canvas @param {string} input base64 of red, green, blue */
export function showInput(canvas, input) {
  const bytes = bytesOf(input);
  const image = new ImageData(canvas.width, canvas.height);
  for (let pixel = 0; pixel < canvas.width * canvas.height; pixel++) {
    image.data.set(bytes.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
    image.data[pixel * 4 + 3] = 255;
  }
  contextOf(canvas).putImageData(image, 0, 0);
}
