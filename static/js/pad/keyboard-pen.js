// @ts-check
// A pen for the keyboard: arrows move it, space or Enter puts it down and lifts it.

import { keyOf, plainKeyOf } from "../page/keys.js";
import { NEUTRAL_PRESSURE } from "./strokes.js";

/** @typedef {import("./strokes.js").Drawing} Drawing */
/** @typedef {import("./pad.js").Pad} Pad */

const STEP = 0.02;
const BIG_STEP = 0.1;

/** @type {Record<string, [number, number]>} */
const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Tells `down`, `up` and `move` as events; their detail is the pen's place. */
export class KeyboardPen extends EventTarget {
  #canvas;
  #cursor;
  #drawing;
  #pad;
  #x = 0.5;
  #y = 0.5;
  /** @type {import("./strokes.js").Stroke | null} */
  #stroke = null;
  #startTime = 0;
  /** @type {Set<string>} Two arrows held together move the pen diagonally. */
  #held = new Set();

  /** @param {HTMLCanvasElement} canvas @param {HTMLElement} cursor @param {Drawing} drawing @param {Pad} pad */
  constructor(canvas, cursor, drawing, pad) {
    super();
    this.#canvas = canvas;
    this.#cursor = cursor;
    this.#drawing = drawing;
    this.#pad = pad;
    canvas.addEventListener("keydown", (event) => this.#key(event));
    canvas.addEventListener("keyup", (event) => this.#held.delete(keyOf(event)));
    canvas.addEventListener("blur", () => this.#leave());
    canvas.addEventListener("pointerdown", () => this.#leave());
    canvas.addEventListener("focus", () => {
      if (canvas.matches(":focus-visible")) this.#showCursor();
    });
    new ResizeObserver(() => this.#moveCursor()).observe(canvas);
  }

  get #isDown() {
    return this.#stroke !== null && this.#drawing.live === this.#stroke;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const key = plainKeyOf(event);
    if (key in DIRECTIONS) {
      event.preventDefault();
      this.#held.add(key);
      this.#step(event.shiftKey ? BIG_STEP : STEP);
    } else if ((key === " " || key === "Enter") && !event.repeat) {
      event.preventDefault();
      this.#toggle();
    }
  }

  /** @param {number} length */
  #step(length) {
    for (const key of this.#held) {
      const [dx, dy] = DIRECTIONS[key];
      this.#x = Math.min(1, Math.max(0, this.#x + dx * length));
      this.#y = Math.min(1, Math.max(0, this.#y + dy * length));
    }
    this.#showCursor();
    if (this.#isDown) this.#drawing.extend([this.#point()]);
    this.#tell("move");
  }

  #toggle() {
    this.#showCursor();
    if (this.#isDown) {
      this.#drawing.end();
      this.#tell("up");
    } else {
      this.#startTime = performance.now();
      this.#stroke = this.#drawing.begin(this.#point(), this.#pad.width);
      this.#tell("down");
    }
  }

  #leave() {
    this.#held.clear();
    if (this.#isDown) this.#drawing.end();
    this.#cursor.hidden = true;
  }

  #point() {
    const t = this.#isDown ? performance.now() - this.#startTime : 0;
    return { x: this.#x, y: this.#y, pressure: NEUTRAL_PRESSURE, t };
  }

  #showCursor() {
    this.#cursor.hidden = false;
    this.#moveCursor();
  }

  #moveCursor() {
    const { clientWidth: size } = this.#canvas;
    this.#cursor.style.transform = `translate(${this.#x * size}px, ${this.#y * size}px)`;
  }

  /** @param {"down" | "up" | "move"} type */
  #tell(type) {
    this.#cursor.classList.toggle("is-down", this.#isDown);
    const detail = { x: this.#x, y: this.#y, isDown: this.#isDown };
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** Say what the pen does. @param {KeyboardPen} pen @param {import("../page/messages.js").Messages} messages @param {import("../page/announcer.js").Announcer} announcer */
export function announcePen(pen, messages, announcer) {
  /** @param {Event} event */
  const place = (event) => {
    const { x, y } = /** @type {CustomEvent} */ (event).detail;
    return { x: Math.round(x * 100), y: Math.round(y * 100) };
  };
  pen.addEventListener("down", (event) => announcer.now(messages.text("pen.down", place(event))));
  pen.addEventListener("up", (event) => announcer.now(messages.text("pen.up", place(event))));
  pen.addEventListener("move", (event) => {
    // While it draws, the answer is what matters.
    if (!(/** @type {CustomEvent} */ (event).detail.isDown)) {
      announcer.settle(messages.text("pen.at", place(event)));
    }
  });
}
