// @ts-check
// A picture on the pad in the drawing's place, until somebody draws or clears.

import { contextOf } from "../page/canvas.js";
import { element } from "../page/parts.js";
import { keyOf } from "../page/keys.js";
import { pictureOf } from "./examples.js";

/** @typedef {import("./examples.js").Example} Example */

/** Tells `change` when a picture comes or goes. */
export class PadImage extends EventTarget {
  #layer = document.createElement("canvas");
  #drawing;
  /** @type {Example | null} */
  example = null;

  /** @param {import("../pad/strokes.js").Drawing} drawing */
  constructor(drawing) {
    super();
    this.#drawing = drawing;
    const pad = element("pad");
    this.#layer.className = "pad-image";
    this.#layer.hidden = true;
    this.#layer.width = this.#layer.height = 28;
    pad.after(this.#layer);
    drawing.addEventListener("change", () => {
      if (this.example && !drawing.isEmpty()) this.#remove();
    });
    element("clear").addEventListener("click", () => this.#clear());
    pad.addEventListener("keydown", (event) => {
      if (["Delete", "Backspace", "Escape"].includes(keyOf(event))) this.#clear();
    });
  }

  /** The picture as it is sent, dark on light. */
  get picture() {
    return this.example && pictureOf(this.example.pixels);
  }

  /** @param {Example} example */
  put(example) {
    this.#drawing.clear();
    this.example = example;
    this.#layer.hidden = false;
    this.recolour();
    element("hint").hidden = true;
    element("clear").setAttribute("aria-disabled", "false");
    this.dispatchEvent(new Event("change"));
  }

  recolour() {
    if (!this.example) return;
    const [r, g, b] = (getComputedStyle(element("pad")).color.match(/\d+/g) ?? []).map(Number);
    const context = contextOf(this.#layer);
    context.clearRect(0, 0, 28, 28);
    context.drawImage(pictureOf(this.example.pixels, [r, g, b], false), 0, 0);
  }

  #remove() {
    this.example = null;
    this.#layer.hidden = true;
  }

  #clear() {
    if (!this.example) return;
    this.#remove();
    element("hint").hidden = !this.#drawing.isEmpty();
    element("clear").setAttribute("aria-disabled", String(this.#drawing.isEmpty()));
    this.dispatchEvent(new Event("change"));
  }
}
