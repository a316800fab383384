// @ts-check
// The report's test images: one picture that holds them all, and a canvas for each that is shown.

import { contextOf } from "../page/canvas.js";

/** @typedef {import("../page/api-types.js").TestImages} TestImages */

export class Sprite {
  #picture;
  #about;

  /** @param {HTMLImageElement} picture @param {TestImages} about */
  constructor(picture, about) {
    this.#picture = picture;
    this.#about = about;
  }

  /** @param {string} url @param {TestImages} about */
  static async load(url, about) {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    return new Sprite(picture, about);
  }

  /** The test image of that index, or null. @param {number} index */
  ofIndex(index) {
    const place = this.#about.places.indexOf(index);
    return place < 0 ? null : this.at(place);
  }

  /** A canvas with the image at that place. @param {number} place */
  at(place) {
    const { width, height, columns } = this.#about;
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const left = (place % columns) * width;
    const top = Math.floor(place / columns) * height;
    contextOf(canvas).drawImage(this.#picture, left, top, width, height, 0, 0, width, height);
    return canvas;
  }
}
