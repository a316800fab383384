// @ts-check
// Which pointer draws: one at a time, but nobody's palm keeps a pen from it.

/** @typedef {import("./strokes.js").Stroke} Stroke */
/** @typedef {{id: number, type: string, start: number, stroke: Stroke}} Contact the pointer that draws, since when, and what */

// A finger that means to draw has moved by then; a thumb that holds the tablet has not.
const REST_MS = 300;
// In CSS pixels, 1/96 inch each: a fingertip touches with less than a centimetre.
const PALM_WIDTH = 38;
// The system withdraws a palm as soon as a pen comes near, a moment before it is put down.
const WITHDRAWN_MS = 2000;

export class Contacts {
  /** @type {Contact | null} */
  now = null;
  #sawPen = false;
  /** @type {{stroke: Stroke, time: number} | null} */
  #withdrawn = null;

  /** Whether a pointer that was put down may draw: always if none does. @param {PointerEvent} event */
  mayDraw(event) {
    if (event.pointerType === "pen") this.#sawPen = true;
    else if (this.#sawPen && isPalm(event)) return false;
    const { now } = this;
    return !now || now.id === event.pointerId || yields(now, event);
  }

  /** @param {PointerEvent} event */
  isDrawing(event) {
    return this.now?.id === event.pointerId;
  }

  /** What a palm left that the pen now put down took the place of. @param {PointerEvent} event @returns {Stroke[]} */
  palmsOf(event) {
    const left = [];
    if (this.now && yields(this.now, event)) left.push(this.now.stroke);
    const withdrawn = this.#withdrawn;
    this.#withdrawn = null;
    const isPen = event.pointerType === "pen";
    if (isPen && withdrawn && event.timeStamp - withdrawn.time < WITHDRAWN_MS) left.push(withdrawn.stroke);
    return left;
  }

  /** The pointer is lifted, lost or withdrawn by the system. @param {PointerEvent} event */
  end(event) {
    const { now } = this;
    this.now = null;
    if (now?.type !== "touch" || event.type !== "pointercancel") return;
    this.#withdrawn = { stroke: now.stroke, time: event.timeStamp };
  }
}

/** @param {PointerEvent} event */
function isPalm({ pointerType, width, height }) {
  return pointerType === "touch" && Math.max(width, height) > PALM_WIDTH;
}

/** Whether a touch gives way: to a pen at once, to a finger once it has rested. @param {Contact} contact @param {PointerEvent} event */
function yields({ id, type, start, stroke }, event) {
  if (type !== "touch" || id === event.pointerId) return false;
  if (event.pointerType === "pen") return true;
  const rests = stroke.points.length === 1 && event.timeStamp - start > REST_MS;
  return event.pointerType === "touch" && rests;
}
