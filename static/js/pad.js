// @ts-check
// The sheet of paper: pointers in, ink out.

import { drawPieces, drawStroke } from "./ink.js";
import { NEUTRAL_PRESSURE } from "./strokes.js";

/** @typedef {import("./strokes.js").Drawing} Drawing */
/** @typedef {import("./strokes.js").Point} Point */

// A captured pointer may leave the paper; further out than this its place adds nothing.
const MARGIN = 0.25;
const MIN_STEP = 0.001;

/** @param {number} value */
function nearPaper(value) {
  return Math.min(1 + MARGIN, Math.max(-MARGIN, value));
}

export class Pad {
  #canvas;
  #context;
  #drawing;
  /** Width of the next stroke, in pad units. */
  width;
  /** @type {number | null} */
  #pointer = null;
  #startTime = 0;
  #box = new DOMRect();
  // Pieces of the live stroke that are on the canvas already.
  #inked = 0;
  #frame = 0;

  /** @param {HTMLCanvasElement} canvas @param {Drawing} drawing @param {number} width */
  constructor(canvas, drawing, width) {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser has no 2D canvas.");
    this.#canvas = canvas;
    this.#context = context;
    this.#drawing = drawing;
    this.width = width;
    this.#listen();
  }

  #listen() {
    const canvas = this.#canvas;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", (event) => this.#up(event));
    // The system took the pointer away (a call, a gesture). What is drawn stays: a stroke too
    // many is one undo away, a lost one is gone.
    canvas.addEventListener("pointercancel", (event) => this.#up(event));
    canvas.addEventListener("lostpointercapture", (event) => this.#up(event));
    // iOS Safari shows its magnifier on a long press in spite of touch-action.
    canvas.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    this.#drawing.addEventListener("change", (event) => this.#changed(event));
    new ResizeObserver(() => this.#fit()).observe(canvas);
    this.#watchDensity();
  }

  /** Moving a window to another screen changes its density but not the canvas's CSS size. */
  #watchDensity() {
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const refit = () => {
      this.#fit();
      this.#watchDensity();
    };
    query.addEventListener("change", refit, { once: true });
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (this.#pointer !== null || event.button !== 0) return;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#pointer = event.pointerId;
    this.#startTime = event.timeStamp;
    this.#box = this.#canvas.getBoundingClientRect();
    this.#drawing.begin(this.#point(event), this.width);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerId !== this.#pointer) return;
    const coalesced = event.getCoalescedEvents?.() ?? [];
    const events = coalesced.length > 0 ? coalesced : [event];
    this.#extend(events.map((moved) => this.#point(moved)));
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = null;
    if (event.type === "pointerup") this.#extend([this.#point(event)]);
    this.#drawing.end();
  }

  /** Add points, without those that stand still. @param {Point[]} points */
  #extend(points) {
    const live = this.#drawing.live;
    if (!live) return;
    let last = live.points[live.points.length - 1];
    const moved = points.filter((point) => {
      if (Math.hypot(point.x - last.x, point.y - last.y) < MIN_STEP) return false;
      last = point;
      return true;
    });
    this.#drawing.extend(moved);
  }

  /** @param {PointerEvent} event @returns {Point} */
  #point(event) {
    return {
      x: nearPaper((event.clientX - this.#box.left) / this.#box.width),
      y: nearPaper((event.clientY - this.#box.top) / this.#box.height),
      // Only pens have a pressure worth the name; fingers report contact or nothing.
      pressure: event.pointerType === "pen" ? event.pressure : NEUTRAL_PRESSURE,
      t: event.timeStamp - this.#startTime,
    };
  }

  /** @param {Event} event */
  #changed(event) {
    const kind = /** @type {CustomEvent} */ (event).detail;
    if (kind === "begin") this.#inked = 0;
    if (kind === "begin" || kind === "extend") this.#schedule(() => this.#inkLive());
    else this.render();
  }

  /** @param {() => void} paint */
  #schedule(paint) {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      paint();
    });
  }

  /** Add the new part of the live stroke; its last piece waits, since the next point bends it. */
  #inkLive() {
    const live = this.#drawing.live;
    if (!live) return;
    const { width: size } = this.#canvas;
    const settled = live.points.length - 1;
    this.#useInk();
    if (settled === 0) drawStroke(this.#context, live, size, live.width * size);
    else drawPieces(this.#context, live, size, live.width * size, this.#inked, settled);
    this.#inked = settled;
  }

  /** Draw everything afresh. */
  render() {
    const { width: size } = this.#canvas;
    this.#context.clearRect(0, 0, size, size);
    this.#useInk();
    for (const stroke of this.#drawing.strokes) {
      drawStroke(this.#context, stroke, size, stroke.width * size);
    }
    this.#inked = Math.max(0, (this.#drawing.live?.points.length ?? 0) - 1);
  }

  #useInk() {
    const { color } = getComputedStyle(this.#canvas);
    this.#context.fillStyle = color;
    this.#context.strokeStyle = color;
  }

  /** Give the canvas as many pixels as the screen has for it. */
  #fit() {
    const size = Math.max(1, Math.round(this.#canvas.clientWidth * devicePixelRatio));
    this.#box = this.#canvas.getBoundingClientRect();
    if (this.#canvas.width === size && this.#canvas.height === size) return;
    this.#canvas.width = size;
    this.#canvas.height = size;
    this.render();
  }
}
