// @ts-check
// Where a picture comes from: chosen, dropped, pasted, or one of the samples.

import { element } from "../page/parts.js";
import { listenToPictures } from "../pad/intake.js";

export class Source {
  #drop = element("drop");
  #shown = /** @type {HTMLImageElement} */ (element("shown"));
  #samples = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll(".sample"));
  #take;

  /** @param {(file: Blob, isOurs?: boolean) => void} take */
  constructor(take) {
    this.#take = take;
    listenToPictures(/** @type {HTMLInputElement} */ (element("file")), this.#drop, (file) => this.#given(file));
    for (const sample of this.#samples) sample.addEventListener("click", () => this.#takeSample(sample));
  }

  /** @param {Blob} picture */
  show(picture) {
    URL.revokeObjectURL(this.#shown.src);
    this.#shown.src = URL.createObjectURL(picture);
    this.#shown.hidden = false;
    this.#drop.classList.add("is-filled");
  }

  /** @param {File} file */
  #given(file) {
    this.#press(null);
    this.#take(file);
  }

  /** @param {HTMLButtonElement} sample */
  async #takeSample(sample) {
    this.#press(sample);
    const image = /** @type {HTMLImageElement} */ (sample.querySelector("img"));
    // As it is, and out of the cache: drawn on a canvas first it would take a second.
    this.#take(await (await fetch(image.src)).blob(), true);
  }

  /** @param {HTMLButtonElement | null} chosen */
  #press(chosen) {
    for (const sample of this.#samples) sample.setAttribute("aria-pressed", String(sample === chosen));
  }
}
