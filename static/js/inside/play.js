// @ts-check
// "What if": sliders change the drawing on its way to the network.

import { contextOf } from "../page/canvas.js";
import { element } from "../page/parts.js";
import { RASTER_SIZE } from "../pad/raster.js";
import { Curve } from "./curve.js";
import { Picture, UNCHANGED } from "./picture.js";

/** @typedef {import("../page/api-types.js").Series} Series */
/** @typedef {import("./picture.js").Changes} Changes */

const POSITIONS = 15;
const PAUSE_MS = 250;
/** @type {Record<keyof Changes, string>} */
const UNITS = { rotate: "°", thickness: " %", shift: " %", shrink: " %", noise: "" };

/** Tells `change` when a slider moved. */
export class PlayView extends EventTarget {
  /** @type {HTMLInputElement[]} */
  #sliders = Array.from(element("sliders").querySelectorAll("input"));
  #curve;
  #picture;
  #url;
  #moved = this.#sliders[0];
  #timer = 0;
  /** @type {AbortController | null} */
  #request = null;
  #drawing;

  /** @param {import("../page/messages.js").Messages} messages @param {import("../pad/strokes.js").Drawing} drawing @param {URL} url of the series */
  constructor(messages, drawing, url) {
    super();
    this.#curve = new Curve(messages);
    this.#drawing = drawing;
    this.#picture = new Picture(drawing);
    this.#url = url;
    for (const slider of this.#sliders) {
      slider.addEventListener("input", () => this.#slide(slider));
      this.#tellValue(slider);
    }
    element("play-reset").addEventListener("click", () => {
      this.reset();
      this.dispatchEvent(new Event("change"));
    });
  }

  /** @returns {Changes} */
  get changes() {
    const values = this.#sliders.map(({ name, value }) => [name, Number(value)]);
    return /** @type {Changes} */ ({ ...UNCHANGED, ...Object.fromEntries(values) });
  }

  reset() {
    for (const slider of this.#sliders) {
      slider.value = slider.dataset.neutral ?? "0";
      this.#tellValue(slider);
    }
  }

  clear() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#curve.clear();
    const canvas = /** @type {HTMLCanvasElement} */ (element("changed"));
    contextOf(canvas).clearRect(0, 0, RASTER_SIZE, RASTER_SIZE);
  }

  /** Show the picture that was sent, and draw the curve anew. @param {HTMLCanvasElement} sent @param {HTMLCanvasElement | null} image @param {string} model */
  show(sent, image, model) {
    const canvas = /** @type {HTMLCanvasElement} */ (element("changed"));
    contextOf(canvas).drawImage(sent, 0, 0);
    this.#picture.image = image;
    this.#url.search = new URLSearchParams({ model }).toString();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#sample(), PAUSE_MS);
  }

  /** @param {HTMLInputElement} slider */
  #slide(slider) {
    this.#moved = slider;
    this.#tellValue(slider);
    this.dispatchEvent(new Event("change"));
  }

  /** @param {HTMLInputElement} slider */
  #tellValue(slider) {
    const text = `${slider.value}${UNITS[/** @type {keyof Changes} */ (slider.name)]}`;
    const output = slider.parentElement?.querySelector("output");
    if (output) output.textContent = text;
    slider.setAttribute("aria-valuetext", text);
  }

  /** Ask for the answers along the slider that moved last, all in one request. */
  async #sample() {
    if (this.#picture.isEmpty() || this.#drawing.live) return;
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    const { min, max, name } = this.#moved;
    const values = Array.from({ length: POSITIONS }, (_, at) => {
      const value = Number(min) + ((Number(max) - Number(min)) * at) / (POSITIONS - 1);
      return Math.round(value * 10) / 10;
    });
    try {
      const form = new FormData();
      for (const value of values) form.append("image", await this.#picture.toPng({ ...this.changes, [name]: value }), "x.png");
      const response = await fetch(this.#url, { method: "POST", body: form, signal: request.signal });
      if (!response.ok) throw new Error(`The series answered ${response.status}.`);
      /** @type {Series} */
      const { predictions } = await response.json();
      if (!request.signal.aborted) this.#draw(values, predictions);
    } catch {
      // Aborted, or offline: the curve before stays; the answer's own panel says what is wrong.
    }
  }

  /** @param {number[]} values @param {Series["predictions"]} predictions */
  #draw(values, predictions) {
    const slider = this.#moved;
    const neutral = Number(slider.dataset.neutral);
    const distance = (/** @type {number} */ at) => Math.abs(values[at] - neutral);
    const nearest = values.map((_, at) => at).filter((at) => predictions[at]).sort((a, b) => distance(a) - distance(b))[0];
    if (nearest === undefined) return this.#curve.clear();
    const winner = /** @type {import("../page/api-types.js").Opinion} */ (predictions[nearest]).digit;
    const samples = values.map((value, at) => ({
      value,
      share: predictions[at]?.probabilities[winner] ?? 0,
      digit: predictions[at]?.digit ?? null,
    }));
    const label = slider.parentElement?.querySelector("span")?.textContent ?? "";
    const unit = UNITS[/** @type {keyof Changes} */ (slider.name)];
    const axis = { label, low: Number(slider.min), high: Number(slider.max), now: Number(slider.value), unit };
    this.#curve.show(axis, winner, samples);
  }
}
