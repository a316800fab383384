// @ts-check
// Buttons, the pen's width and the keys that stand for them.

import { digitOf, isCommand, isWriting, keyOf, letterOf } from "../page/keys.js";

/** @typedef {import("./strokes.js").Drawing} Drawing */
/** @typedef {import("./pad.js").Pad} Pad */
/** @typedef {import("./samples.js").SamplePlayer} SamplePlayer */

const WIPING_KEYS = ["Delete", "Backspace", "Escape"];

/** @param {string} id @returns {HTMLButtonElement} */
function button(id) {
  return /** @type {HTMLButtonElement} */ (document.getElementById(id));
}

export class Toolbar {
  #undo = button("undo");
  #redo = button("redo");
  #clear = button("clear");
  #drawing;
  #pad;
  #player;

  /** @param {HTMLElement} canvas @param {Drawing} drawing @param {Pad} pad @param {SamplePlayer} player */
  constructor(canvas, drawing, pad, player) {
    this.#drawing = drawing;
    this.#pad = pad;
    this.#player = player;
    this.#undo.addEventListener("click", () => drawing.undo());
    this.#redo.addEventListener("click", () => drawing.redo());
    this.#clear.addEventListener("click", () => drawing.clear());
    button("sample").addEventListener("click", () => this.#play());
    drawing.addEventListener("change", () => this.#refresh());
    canvas.addEventListener("keydown", (event) => this.#padKey(event));
    document.addEventListener("keydown", (event) => this.#pageKey(event));
    this.#listenToWidth();
    this.#refresh();
  }

  #listenToWidth() {
    const slider = /** @type {HTMLInputElement} */ (document.getElementById("pen-width"));
    const choose = () => {
      this.#pad.width = Number(slider.value) / 100;
    };
    slider.addEventListener("input", choose);
    choose();
  }

  /** A disabled button would lose the focus of whoever just pressed it, hence aria-disabled. */
  #refresh() {
    this.#undo.setAttribute("aria-disabled", String(!this.#drawing.canUndo));
    this.#redo.setAttribute("aria-disabled", String(!this.#drawing.canRedo));
    this.#clear.setAttribute("aria-disabled", String(this.#drawing.isEmpty()));
  }

  /** @param {KeyboardEvent} event */
  #padKey(event) {
    if (!WIPING_KEYS.includes(keyOf(event))) return;
    event.preventDefault();
    this.#drawing.clear();
  }

  /** @param {KeyboardEvent} event */
  #pageKey(event) {
    if (isWriting(event.target)) return;
    if (isCommand(event)) this.#command(event);
    else if (!event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) {
      const digit = digitOf(event);
      if (digit !== null) this.#play(digit);
    }
  }

  /** @param {KeyboardEvent} event */
  #command(event) {
    const letter = letterOf(event);
    if (letter !== "z" && letter !== "y") return;
    event.preventDefault();
    if (letter === "y" || event.shiftKey) this.#drawing.redo();
    else this.#drawing.undo();
  }

  /** @param {number} [digit] */
  #play(digit) {
    // Without a network there is no sample; the pad itself still draws.
    this.#player.play(digit).catch((error) => console.warn(error));
  }
}
