// @ts-check
// A filter of the first layer slides over the drawing, step by step or by itself: the patch under
// it, its weights, and the map that fills as it goes.

import { drawSharp, fitted } from "../inside/colours.js";
import { figure } from "../inside/number-format.js";
import { channelsOf, isSpatial } from "../inside/activations.js";
import { element } from "../page/parts.js";

/**
 * @typedef {import("../inside/activations.js").Stage} Stage
 * @typedef {import("../inside/network.js").Network} Network
 */

const GAP = 16;
// Steps a frame while it runs: over a map of 24 x 24 in about five seconds.
const STEPS_A_FRAME = 2;

export class FilterSlide {
  /** @type {Network | null} */
  network = null;
  #canvas = /** @type {HTMLCanvasElement} */ (element("picture-filter"));
  #messages;
  #announcer;
  #colours;
  /** @type {Stage[] | null} */
  #stages = null;
  #channel = 0;
  // How many units of the map are filled.
  #done = 0;
  #frame = 0;

  /** @param {import("../page/messages.js").Messages} messages @param {import("../page/announcer.js").Announcer} announcer @param {import("../inside/colours.js").ColourScale} colours */
  constructor(messages, announcer, colours) {
    this.#messages = messages;
    this.#announcer = announcer;
    this.#colours = colours;
    element("filter-step").addEventListener("click", () => this.#step());
    element("filter-play").addEventListener("click", () => this.#toggle());
    element("filter-next").addEventListener("click", () => this.#next());
  }

  /** @param {Stage[] | null} stages */
  show(stages) {
    this.#stages = stages;
    this.#draw();
  }

  pause() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    element("filter-play").textContent = this.#messages.text("tour.play");
  }

  /** The first convolution and its place; null where there is none to show. */
  get #layer() {
    const place = this.#stages?.findIndex(({ kind }) => kind === "Conv2D") ?? -1;
    const stage = this.#stages?.[place];
    return stage?.data && this.network && isSpatial(stage) ? { stage, place } : null;
  }

  get #count() {
    const shape = this.#layer?.stage.shape ?? [0, 0];
    return shape[0] * shape[1];
  }

  #step() {
    this.pause();
    this.#advance(1);
    this.#announcer.settle(element("filter-sum").textContent ?? "");
  }

  /** @param {number} steps */
  #advance(steps) {
    if (this.#count === 0) return;
    this.#done = this.#done >= this.#count ? steps : Math.min(this.#count, this.#done + steps);
    this.#draw();
  }

  #toggle() {
    if (this.#frame) return this.pause();
    if (this.#count === 0) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.#advance(this.#count);
    element("filter-play").textContent = this.#messages.text("tour.pause");
    const run = () => {
      this.#advance(STEPS_A_FRAME);
      if (this.#done < this.#count) this.#frame = requestAnimationFrame(run);
      else this.pause();
    };
    this.#frame = requestAnimationFrame(run);
  }

  #next() {
    const layer = this.#layer;
    if (!layer) return;
    this.#channel = (this.#channel + 1) % channelsOf(layer.stage);
    this.#done = 0;
    this.#draw();
  }

  #draw() {
    const width = this.#canvas.clientWidth;
    const layer = this.#layer;
    if (width === 0) return;
    const side = (width - 2 * GAP) / 2.4;
    const context = fitted(this.#canvas, width, side);
    this.#canvas.style.height = `${side}px`;
    element("filter-sum").textContent = layer ? "" : this.#messages.text("tour.empty");
    this.#canvas.setAttribute("aria-label", this.#messages.text(layer ? "tour.picture" : "tour.empty"));
    if (!layer || !this.#stages) return;
    const values = { number: this.#channel, all: channelsOf(layer.stage) };
    element("filter-number").textContent = this.#messages.text("tour.filter", values);
    this.#drawInput(context, side, this.#stages, layer.place);
    this.#drawFilter(context, side + GAP, side * 0.4, side, layer.place);
    this.#drawMap(context, side * 1.4 + 2 * GAP, side, layer.stage);
  }

  /** The unit that was filled last. @param {Stage} stage */
  #unit({ shape }) {
    const at = Math.max(0, this.#done - 1);
    return { row: Math.floor(at / shape[1]), column: at % shape[1] };
  }

  /** @param {CanvasRenderingContext2D} context @param {number} side @param {Stage[]} stages @param {number} place */
  #drawInput(context, side, stages, place) {
    const [rows, columns] = stages[0].shape;
    const { data } = stages[0];
    drawSharp(context, this.#colours.image(rows, columns, (row, column) => data?.[row * columns + column] ?? 0), 0, 0, side, side);
    const { row, column } = this.#unit(stages[place]);
    const field = this.network?.field(stages, place, row, column);
    if (!field) return;
    const unit = side / rows;
    context.strokeStyle = getComputedStyle(this.#canvas).color;
    context.lineWidth = 2;
    context.strokeRect(field.left * unit, field.top * unit, (field.right - field.left + 1) * unit, (field.bottom - field.top + 1) * unit);
  }

  /** @param {CanvasRenderingContext2D} context @param {number} x @param {number} side @param {number} height @param {number} place */
  #drawFilter(context, x, side, height, place) {
    const kernel = this.network?.layers[/** @type {Stage[]} */ (this.#stages)[place].layer].kernel;
    if (!kernel) return;
    const [rows, columns, inputs, count] = kernel.shape;
    const weight = (/** @type {number} */ i, /** @type {number} */ j) => kernel.data[(i * columns + j) * inputs * count + this.#channel];
    const all = Array.from({ length: rows * columns }, (_, at) => Math.abs(weight(Math.floor(at / columns), at % columns)));
    const most = Math.max(1e-9, ...all);
    drawSharp(context, this.#colours.image(rows, columns, (i, j) => weight(i, j) / most), x, (height - side) / 2, side, side);
  }

  /** @param {CanvasRenderingContext2D} context @param {number} x @param {number} side @param {Stage} stage */
  #drawMap(context, x, side, stage) {
    const [rows, columns, count] = stage.shape;
    const valueAt = (/** @type {number} */ at) => stage.data?.[at * count + this.#channel] ?? 0;
    const most = stage.largest || 1;
    const filled = (/** @type {number} */ row, /** @type {number} */ column) => {
      const at = row * columns + column;
      return at < this.#done ? valueAt(at) / most : 0;
    };
    drawSharp(context, this.#colours.image(rows, columns, filled), x, 0, side, side);
    const { row, column } = this.#unit(stage);
    if (this.#done === 0) return;
    const value = figure(valueAt(row * columns + column));
    element("filter-sum").textContent = this.#messages.text("tour.sum", { row, column, value });
  }
}
