// @ts-check
// The sheet of paper: pointers in, ink out.

import { contextOf } from "../page/canvas.js";
import { Contacts } from "./contact.js";
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
  #contacts = new Contacts();
  // Pieces of the live stroke that are on the canvas already.
  #inked = 0;
  #frame = 0;

  /** @param {HTMLCanvasElement} canvas @param {Drawing} drawing @param {number} width */
  constructor(canvas, drawing, width) {
    this.#canvas = canvas;
    this.#context = contextOf(canvas);
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
    // Whoever comes back has no finger on the pad any more.
    addEventListener("pagehide", () => this.#lift());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.#lift();
    });
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
    // Neither the other buttons of a mouse nor a pen's eraser draw.
    if (event.button !== 0 || !this.#contacts.mayDraw(event)) return;
    for (const stroke of this.#contacts.palmsOf(event)) this.#drawing.retract(stroke);
    this.#capture(event.pointerId);
    const [point] = this.#points([event], event.timeStamp);
    const stroke = this.#drawing.begin(point, this.width);
    this.#contacts.now = { id: event.pointerId, type: event.pointerType, start: event.timeStamp, stroke };
  }

  /** @param {number} pointer */
  #capture(pointer) {
    try {
      this.#canvas.setPointerCapture(pointer);
    } catch {
      // Lifted already: its end is on the way.
    }
  }

  /** The stroke of the pointer that draws; not what else may draw meanwhile. */
  get #stroke() {
    const stroke = this.#contacts.now?.stroke;
    return stroke && stroke === this.#drawing.live ? stroke : null;
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#contacts.isDrawing(event)) return;
    // Released where this page could not see it, or while another button was held.
    if (event.pointerType === "mouse" && !(event.buttons & 1)) return this.#up(event);
    const coalesced = event.getCoalescedEvents?.() ?? [];
    this.#extend(coalesced.length > 0 ? coalesced : [event]);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (!this.#contacts.isDrawing(event)) return;
    if (event.type === "pointerup") this.#extend([event]);
    if (this.#stroke) this.#drawing.end();
    this.#contacts.end(event);
  }

  #lift() {
    if (this.#stroke) this.#drawing.end();
    this.#contacts.now = null;
  }

  /** Add points, without those that stand still. @param {PointerEvent[]} events */
  #extend(events) {
    const stroke = this.#stroke;
    if (!stroke) return;
    let last = stroke.points[stroke.points.length - 1];
    const moved = this.#points(events, this.#contacts.now?.start ?? 0, last.pressure).filter((point) => {
      if (Math.hypot(point.x - last.x, point.y - last.y) < MIN_STEP) return false;
      last = point;
      return true;
    });
    this.#drawing.extend(moved);
  }

  /**
   * Where on the pad they are. It is measured anew each time: the page may have been scrolled,
   * zoomed or laid out afresh since the stroke began.
   * @param {PointerEvent[]} events @param {number} start of the stroke
   * @param {number} [pressure] of a pen that tells none, as when it is lifted
   * @returns {Point[]}
   */
  #points(events, start, pressure = NEUTRAL_PRESSURE) {
    const { left, top, width, height } = this.#canvas.getBoundingClientRect();
    return events.map((event) => ({
      x: nearPaper((event.clientX - left) / (width || 1)),
      y: nearPaper((event.clientY - top) / (height || 1)),
      // Only pens have a pressure worth the name; fingers report contact or nothing.
      pressure: event.pointerType === "pen" ? event.pressure || pressure : NEUTRAL_PRESSURE,
      t: Math.max(0, event.timeStamp - start),
    }));
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
    if (this.#canvas.width === size && this.#canvas.height === size) return;
    this.#canvas.width = size;
    this.#canvas.height = size;
    this.render();
  }
}
