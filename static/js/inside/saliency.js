// @ts-check
// Which pixels mattered: red ink speaks for a digit, blue ink against it.

import { element } from "../page/parts.js";
import { figure, roughly } from "./number-format.js";
import { CellGrid } from "./grid.js";
import { bytesOf } from "../page/base64.js";
import { dequantised, largest } from "./tensors.js";

/**
 * @typedef {import("../page/api-types.js").Explanation} Explanation
 * @typedef {import("../page/api-types.js").Saliency} Saliency
 */

const SIDE = 28;
const INK = 100;
// Probabilities come rounded; smaller ones say nothing of their ratio.
const LEAST = 1e-5;

/** @param {string} name */
function chosen(name) {
  const input = document.querySelector(`input[name=${name}]:checked`);
  return /** @type {HTMLInputElement} */ (input).value;
}

/** What the shares add up to, and what follows for the probabilities. @param {Saliency} saliency */
function leadOf({ start, sum, class: digit, rival }) {
  const total = (start ?? 0) + (sum ?? 0);
  const [likely, other] = total > 0 ? [digit, rival] : [rival, digit];
  return { start: figure(start ?? 0), total: figure(total), likely, other, times: roughly(Math.exp(Math.abs(total))) };
}

/** Whether the lead is the one that the bars show, and not the first of several looks. @param {Saliency} saliency @param {number[]} probabilities */
function isOfBars({ start, sum, class: digit, rival }, probabilities) {
  if (start === null || sum === null) return true;
  const [of, against] = [probabilities[digit], probabilities[rival]].map((share) => Math.log(Math.max(share, LEAST)));
  return Math.min(of, against) < Math.log(2 * LEAST) || Math.abs(of - against - start - sum) < 0.1;
}

/** Tells `change` when another way or digit is chosen. */
export class SaliencyView extends EventTarget {
  #messages;
  #grid;
  /** @type {Uint8Array | null} */
  #pixels = null;
  /** @type {Float32Array | null} */
  #values = null;
  #digit = 0;

  /** @param {import("../page/messages.js").Messages} messages @param {import("../page/announcer.js").Announcer} announcer @param {import("./colours.js").ColourScale} colours */
  constructor(messages, announcer, colours) {
    super();
    this.#messages = messages;
    this.#grid = new CellGrid(/** @type {HTMLCanvasElement} */ (element("saliency")), colours, SIDE, SIDE);
    this.#grid.overlay = (context, unit) => this.#drawInk(context, unit);
    this.#grid.addEventListener("read", (event) => {
      const cell = /** @type {CustomEvent} */ (event).detail;
      const text = cell ? this.#reading(cell) : "";
      element("saliency-value").textContent = text;
      if (cell?.byKey) announcer.now(text);
    });
    element("view-pixels").addEventListener("change", () => this.dispatchEvent(new Event("change")));
  }

  /** The part of a request that asks for what is chosen. */
  get query() {
    const digit = chosen("class");
    return { saliency: chosen("way"), ...(digit ? { class: digit } : {}) };
  }

  /** @param {string} digit "" for the answer's @returns {boolean} whether there is such a choice */
  choose(digit) {
    const input = Array.from(document.querySelectorAll("input[name=class]")).find(
      (each) => /** @type {HTMLInputElement} */ (each).value === digit,
    );
    if (input) /** @type {HTMLInputElement} */ (input).checked = true;
    return input !== undefined;
  }

  clear() {
    this.#pixels = null;
    this.#values = null;
    this.#grid.show(null);
    element("saliency-title").textContent = this.#messages.text("saliency.empty");
    element("saliency-text").textContent = this.#messages.text("saliency.draw");
  }

  recolour() {
    this.#grid.draw();
  }

  /** @param {Explanation} explanation */
  show({ input, saliency, digit, probabilities }) {
    if (!saliency) return;
    const values = /** @type {import("./tensors.js").Tensor} */ (dequantised(saliency)).data;
    const most = largest(values) || 1;
    this.#pixels = bytesOf(input);
    this.#values = values;
    this.#digit = saliency.class;
    this.#grid.show((row, column) => values[row * SIDE + column] / most);
    const isAnswer = saliency.class === digit;
    // Shares of a lead can be added up; what overlapping patches cost cannot.
    const adds = saliency.way === "gradient";
    const sum = (/** @type {number} */ sign) =>
      values.reduce((all, value) => (adds ? all + Math.max(0, sign * value) : Math.max(all, sign * value)), 0);
    const key = isAnswer ? "saliency.why" : "saliency.why-not";
    const pair = { digit: saliency.class, rival: saliency.rival };
    element("saliency-title").textContent = this.#messages.text(key, pair);
    element("saliency-text").textContent = this.#messages.text(`saliency.${saliency.way}.sums`, {
      digit: saliency.class,
      for: figure(sum(1)),
      against: figure(sum(-1)),
      ...leadOf(saliency),
    });
    const how = this.#messages.text(`saliency.${saliency.way}`, pair);
    element("saliency-how").textContent = isOfBars(saliency, probabilities) ? how : `${how} ${this.#messages.text("saliency.first-look")}`;
  }

  /** @param {{row: number, column: number}} cell */
  #reading({ row, column }) {
    const value = this.#values?.[row * SIDE + column] ?? 0;
    const size = figure(Math.abs(value));
    const key = Math.abs(value) < 0.005 ? "saliency.nothing" : value > 0 ? "saliency.for" : "saliency.against";
    return this.#messages.text(key, { row, column, value: size, digit: this.#digit });
  }

  /** Outline the ink, so that the drawing is seen where it did not matter. @param {CanvasRenderingContext2D} context @param {number} unit */
  #drawInk(context, unit) {
    const pixels = this.#pixels;
    if (!pixels) return;
    const isInk = (/** @type {number} */ row, /** @type {number} */ column) =>
      row >= 0 && column >= 0 && row < SIDE && column < SIDE && pixels[row * SIDE + column] > INK;
    context.strokeStyle = getComputedStyle(context.canvas).color;
    context.lineWidth = 1.25;
    context.beginPath();
    for (let row = 0; row <= SIDE; row++) {
      for (let column = 0; column <= SIDE; column++) {
        const here = isInk(row, column);
        if (here !== isInk(row - 1, column)) {
          context.moveTo(column * unit, row * unit);
          context.lineTo((column + 1) * unit, row * unit);
        }
        if (here !== isInk(row, column - 1)) {
          context.moveTo(column * unit, row * unit);
          context.lineTo(column * unit, (row + 1) * unit);
        }
      }
    }
    context.stroke();
  }
}
