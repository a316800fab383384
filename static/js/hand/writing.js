// @ts-check
// The pad on which the digits are written, with its keys: Enter is Next here, Space the keyboard's pen.

import { isCommand, isWriting, keyOf, letterOf, plainKeyOf } from "../page/keys.js";
import { element } from "../page/parts.js";
import { followColours } from "../page/theme.js";
import { KeyboardPen, announcePen } from "../pad/keyboard-pen.js";
import { Pad } from "../pad/pad.js";
import { DEFAULT_WIDTH, Drawing, drawnInSteps } from "../pad/strokes.js";

/** @typedef {import("../page/announcer.js").Announcer} Announcer */
/** @typedef {import("../page/messages.js").Messages} Messages */
/** @typedef {import("../pad/strokes.js").Stroke} Stroke */

const WIPING_KEYS = ["Delete", "Backspace", "Escape"];

/** Tells `next` and `undo` when their keys are pressed. */
export class Writing extends EventTarget {
  #canvas = /** @type {HTMLCanvasElement} */ (element("pad"));
  #drawing = new Drawing();

  /** @param {Messages} messages @param {Announcer} announcer */
  constructor(messages, announcer) {
    super();
    const drawing = this.#drawing;
    const pad = new Pad(this.#canvas, drawing, DEFAULT_WIDTH);
    announcePen(new KeyboardPen(this.#canvas, element("cursor"), drawing, pad), messages, announcer);
    drawing.addEventListener("change", () => {
      element("hint").hidden = !drawing.isEmpty();
    });
    followColours(() => pad.render());
    // Before the pen of the keyboard hears of it.
    this.#canvas.addEventListener("keydown", (event) => this.#padKey(event), { capture: true });
    document.addEventListener("keydown", (event) => this.#pageKey(event));
  }

  get drawing() {
    return this.#drawing;
  }

  /** Another sheet, which undo does not turn back. */
  clear() {
    this.put([]);
  }

  /** @param {readonly Stroke[]} strokes */
  put(strokes) {
    this.#drawing.restore(drawnInSteps(strokes));
  }

  /** @param {KeyboardEvent} event */
  #padKey(event) {
    if (WIPING_KEYS.includes(keyOf(event))) {
      event.preventDefault();
      this.#drawing.clear();
    }
    if (plainKeyOf(event) !== "Enter") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) this.dispatchEvent(new Event("next"));
  }

  /** Enter elsewhere than on something of its own; Ctrl+Z anywhere. @param {KeyboardEvent} event */
  #pageKey(event) {
    if (isWriting(event.target)) return;
    if (isCommand(event) && letterOf(event) === "z" && !event.shiftKey) {
      event.preventDefault();
      this.dispatchEvent(new Event("undo"));
    }
    if (plainKeyOf(event) === "Enter" && event.target === document.body && !event.repeat) this.dispatchEvent(new Event("next"));
  }
}
