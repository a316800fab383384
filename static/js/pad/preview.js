// @ts-check
// The 28x28 picture that the network sees.

import { bytesOf } from "../page/base64.js";
import { contextOf } from "../page/canvas.js";

const SIDE = 28;

export class Preview {
  #canvas;
  #context;
  #messages;

  /** @param {HTMLCanvasElement} canvas @param {import("../page/messages.js").Messages} messages */
  constructor(canvas, messages) {
    this.#canvas = canvas;
    this.#context = contextOf(canvas);
    this.#messages = messages;
    this.clear();
  }

  clear() {
    this.#context.clearRect(0, 0, SIDE, SIDE);
    this.#describe("preview.empty");
  }

  /** @param {string} base64 784 bytes, row by row, 255 = ink */
  show(base64) {
    const ink = bytesOf(base64);
    if (ink.length !== SIDE * SIDE) return this.clear();
    const image = this.#context.createImageData(SIDE, SIDE);
    // White with the ink as its alpha: the ground is the style sheet's.
    for (const [i, value] of ink.entries()) image.data.set([255, 255, 255, value], 4 * i);
    this.#context.putImageData(image, 0, 0);
    this.#describe("preview.filled");
  }

  /** @param {string} key */
  #describe(key) {
    this.#canvas.setAttribute("aria-label", this.#messages.text(key));
  }
}
