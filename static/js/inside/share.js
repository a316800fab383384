// @ts-check
// The link to a drawing, and its files.

import { save } from "../page/download.js";
import { element } from "../page/parts.js";
import { drawingPng, drawingSvg, inputCsv, inputPng } from "./files.js";
import { fragmentOf, TooLong } from "./share-link.js";

/** @typedef {import("./share-link.js").Shared} Shared */
/** @typedef {{strokes: readonly import("../pad/strokes.js").Stroke[], ground: import("../pad/ground.js").Ground | null, image: HTMLCanvasElement | null, pixels: Uint8Array | null}} Material */

export class ShareView {
  #messages;
  #shared;
  #material;
  #link = /** @type {HTMLInputElement} */ (element("share-link"));
  #view = /** @type {HTMLSelectElement} */ (element("share-view"));

  /** @param {import("../page/messages.js").Messages} messages @param {(view: string) => Shared} shared @param {() => Material} material */
  constructor(messages, shared, material) {
    this.#messages = messages;
    this.#shared = shared;
    this.#material = material;
    this.#view.addEventListener("change", () => this.refresh());
    this.#link.addEventListener("focus", () => this.#link.select());
    element("share-copy").addEventListener("click", () => this.#copy());
    element("downloads").addEventListener("click", (event) => {
      const file = /** @type {HTMLElement} */ (event.target).dataset.file;
      if (file) this.#download(file);
    });
  }

  refresh() {
    const { origin, pathname } = location;
    element("share-ground").hidden = this.#material().ground === null;
    try {
      this.#link.value = origin + pathname + fragmentOf(this.#shared(this.#view.value));
      element("share-state").textContent = "";
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
      this.#link.value = "";
      this.#say("share.too-long");
    }
  }

  async #copy() {
    this.refresh();
    if (!this.#link.value) return;
    try {
      await navigator.clipboard.writeText(this.#link.value);
      this.#say("share.copied");
    } catch {
      // Forbidden, or no secure address: then by hand.
      this.#link.focus();
      this.#link.select();
      this.#say("share.by-hand");
    }
  }

  /** @param {string} file */
  async #download(file) {
    const { strokes, ground, image, pixels } = this.#material();
    const isEmpty = strokes.length === 0 && (file === "drawing-svg" || (!image && !ground));
    if (isEmpty || (file.startsWith("input") && !pixels)) {
      this.#say(image || ground ? "share.no-strokes" : "share.empty");
      return;
    }
    const input = pixels ?? new Uint8Array();
    /** @type {Record<string, () => Blob | Promise<Blob>>} */
    const files = {
      "drawing-png": () => drawingPng(strokes, ground, image),
      "drawing-svg": () => drawingSvg(strokes),
      "input-png": () => inputPng(input),
      "input-csv": () => inputCsv(input),
    };
    const blob = await files[file]?.();
    if (blob) save(blob, `trazo-${file.replace("-", ".").replace("input", "28x28")}`);
    this.#say("share.saved");
  }

  /** @param {string} key */
  #say(key) {
    element("share-state").textContent = this.#messages.text(key);
  }
}
