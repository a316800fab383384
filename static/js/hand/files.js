// @ts-check
// All drawings at once: into a file, out of one, or forgotten.

import { save } from "../page/download.js";
import { element } from "../page/parts.js";
import { FILE_NAME, NotAHand, handFromText, handToText } from "./exchange.js";

/** @typedef {import("./hand.js").Hand} Hand */
/** @typedef {import("./store.js").Labelled} Labelled */
/** @typedef {import("../page/messages.js").Messages} Messages */

/** No hand that this page takes is larger; somebody's film is. */
const MOST_BYTES = 32 * 1024 * 1024;

/** @param {File} file @returns {Promise<Labelled[]>} throws NotAHand */
async function read(file) {
  if (file.size > MOST_BYTES) throw new NotAHand("large");
  return handFromText(await file.text());
}

/** Tells `forgotten`. */
export class Files extends EventTarget {
  #hand;
  #messages;
  #announcer;
  #input = /** @type {HTMLInputElement} */ (element("import"));
  #dialog = /** @type {HTMLDialogElement} */ (element("forgetting"));

  /** @param {Hand} hand @param {Messages} messages @param {import("../page/announcer.js").Announcer} announcer */
  constructor(hand, messages, announcer) {
    super();
    this.#hand = hand;
    this.#messages = messages;
    this.#announcer = announcer;
    hand.addEventListener("change", () => this.#show());
    element("export").addEventListener("click", () => this.#export());
    this.#input.addEventListener("change", () => this.#import());
    element("forget").addEventListener("click", () => this.#ask());
    element("forget-not").addEventListener("click", () => this.#dialog.close());
    element("forget-now").addEventListener("click", () => this.#forget());
  }

  #show() {
    const isEmpty = String(this.#hand.drawings.length === 0);
    for (const id of ["export", "forget"]) element(id).setAttribute("aria-disabled", isEmpty);
  }

  #export() {
    const { drawings } = this.#hand;
    if (drawings.length === 0) return this.#say("file.empty");
    save(new Blob([handToText(drawings)], { type: "application/json" }), FILE_NAME);
    this.#say("file.exported", { name: FILE_NAME });
  }

  async #import() {
    const [file] = this.#input.files ?? [];
    if (!file) return;
    try {
      const drawings = await read(file);
      await this.#hand.keep(drawings);
      this.#say("file.imported", { count: drawings.length });
    } catch (error) {
      if (error instanceof NotAHand) this.#say("file.refused", { why: this.#messages.text(`file.${error.code}`) });
      else this.#say("file.not-kept");
    }
    this.#input.value = ""; // so that the same file can be chosen again
  }

  #ask() {
    if (this.#hand.drawings.length > 0) this.#dialog.showModal();
  }

  async #forget() {
    this.#dialog.close();
    await this.#hand.forget();
    this.dispatchEvent(new Event("forgotten"));
    this.#say("file.forgotten");
  }

  /** @param {string} key @param {Record<string, string | number>} [values] */
  #say(key, values) {
    const text = this.#messages.text(key, values);
    element("file-state").textContent = text;
    this.#announcer.now(text);
  }
}
