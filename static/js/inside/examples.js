// @ts-check
// Pictures to put on the pad: a network's ideal digits, and test digits that it gets wrong or right.

import { bytesOf } from "../page/base64.js";
import { contextOf } from "../page/canvas.js";
import { element } from "../page/parts.js";
import { plainKeyOf } from "../page/keys.js";
import { percent } from "./number-format.js";

/** @typedef {{pixels: string, digit?: number, probability?: number, index?: number, true?: number, read?: number}} Example */

const SIDE = 28;

/** The levels of pictures, for browsers whose canvas does not give them back. @type {WeakMap<HTMLCanvasElement, Uint8ClampedArray>} */
const levels = new WeakMap();

/** The grey levels that `pictureOf` drew on white, row by row. @param {HTMLCanvasElement} picture */
export function levelsOf(picture) {
  return levels.get(picture) ?? new Uint8ClampedArray(SIDE * SIDE).fill(255);
}

/** A picture of 28x28 bytes of ink, dark on light. @param {string} pixels base64 @param {number[]} [ink] its colour @param {boolean} [paper] whether the ground is white, or transparent */
export function pictureOf(pixels, ink = [0, 0, 0], paper = true) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const image = new ImageData(SIDE, SIDE);
  levels.set(canvas, Uint8ClampedArray.from(bytesOf(pixels), (value) => 255 - value));
  bytesOf(pixels).forEach((value, at) => {
    const grey = 255 - value;
    image.data.set(paper ? [grey, grey, grey, 255] : [...ink, value], 4 * at);
  });
  contextOf(canvas).putImageData(image, 0, 0);
  return canvas;
}

/** Tells `choose` (detail: Example). */
export class Examples extends EventTarget {
  #messages;
  #base;
  #shown = "";
  /** @type {Map<string, Promise<any>>} */
  #answers = new Map();

  /** @param {import("../page/messages.js").Messages} messages @param {string} base address of the models */
  constructor(messages, base) {
    super();
    this.#messages = messages;
    this.#base = base;
    for (const id of ["prototypes", "wrong", "right"]) this.#listenToKeys(element(id));
  }

  /** @param {string} model */
  async show(model) {
    if (model === this.#shown) return;
    this.#shown = model;
    const state = element("examples-state");
    state.textContent = this.#messages.text("examples.loading");
    const parts = [this.#fill(model, "prototypes"), this.#fill(model, "test-digits")];
    const done = await Promise.allSettled(parts);
    if (model !== this.#shown) return;
    const failed = done.some(({ status }) => status === "rejected");
    state.textContent = failed ? this.#messages.text("examples.missing") : "";
    if (failed) this.#shown = "";
  }

  /** A test digit by its place in the test set. @param {string} model @param {number} index @returns {Promise<Example | undefined>} */
  async find(model, index) {
    const { wrong, right } = await this.#ask(model, "test-digits");
    return [...wrong, ...right].find((/** @type {Example} */ each) => each.index === index);
  }

  /** @param {string} model @param {string} what @returns {Promise<any>} */
  #ask(model, what) {
    const url = `${this.#base}/${encodeURIComponent(model)}/${what}`;
    const asked = this.#answers.get(url) ?? fetch(url).then((response) => {
      if (!response.ok) throw new Error(`${what} answered ${response.status}.`);
      return response.json();
    });
    this.#answers.set(url, asked);
    asked.catch(() => this.#answers.delete(url));
    return asked;
  }

  /** @param {string} model @param {string} what */
  async #fill(model, what) {
    const lists = what === "prototypes" ? { prototypes: "digits" } : { wrong: "wrong", right: "right" };
    for (const id of Object.keys(lists)) element(id).replaceChildren();
    const answer = await this.#ask(model, what);
    if (model !== this.#shown) return;
    for (const [id, key] of Object.entries(lists)) {
      element(id).replaceChildren(...answer[key].map((/** @type {Example} */ each, /** @type {number} */ at) => this.#item(each, at)));
    }
  }

  /** @param {Example} example @param {number} at */
  #item(example, at) {
    const { digit, probability = 0, read, index } = example;
    const isTest = example.true !== undefined;
    const button = document.createElement("button");
    const key = !isTest ? "example.prototype" : example.true === read ? "example.right" : "example.wrong";
    const values = { digit: digit ?? "", share: percent(probability), true: example.true ?? "", read: read ?? "", index: index ?? "" };
    button.type = "button";
    button.className = "example";
    button.tabIndex = at === 0 ? 0 : -1;
    button.setAttribute("aria-label", this.#messages.text(key, values));
    const caption = document.createElement("span");
    caption.textContent = isTest ? `${example.true} → ${read}` : String(digit);
    button.append(pictureOf(example.pixels), caption);
    button.addEventListener("click", () => this.dispatchEvent(new CustomEvent("choose", { detail: example })));
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  /** Arrows go from picture to picture: one stop for the Tab key. @param {HTMLElement} list */
  #listenToKeys(list) {
    list.addEventListener("keydown", (event) => {
      const buttons = Array.from(list.querySelectorAll("button"));
      const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[plainKeyOf(event)];
      if (step === undefined || at < 0) return;
      event.preventDefault();
      const next = buttons[(at + step + buttons.length) % buttons.length];
      for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
      next.focus();
    });
  }
}
