// @ts-check
// A picture of cells, each with a value to read: by pointer, touch and keyboard.

import { plainKeyOf } from "../page/keys.js";
import { drawSharp, fitted } from "./colours.js";

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Tells `read` (detail: `{row, column, byKey}` or null). */
export class CellGrid extends EventTarget {
  #canvas;
  #colours;
  #rows;
  #columns;
  /** @type {((row: number, column: number) => number) | null} */
  #value = null;
  #focused = { row: 0, column: 0 };
  /** @type {{row: number, column: number} | null} */
  #read = null;
  /** Draws over the cells. @type {((context: CanvasRenderingContext2D, unit: number) => void) | null} */
  overlay = null;

  /** @param {HTMLCanvasElement} canvas @param {import("./colours.js").ColourScale} colours @param {number} rows @param {number} columns */
  constructor(canvas, colours, rows, columns) {
    super();
    this.#canvas = canvas;
    this.#colours = colours;
    this.#rows = rows;
    this.#columns = columns;
    this.#focused = { row: Math.floor(rows / 2), column: Math.floor(columns / 2) };
    canvas.addEventListener("pointermove", (event) => this.#point(event));
    canvas.addEventListener("pointerdown", (event) => this.#point(event));
    canvas.addEventListener("pointerleave", () => this.#tell(null, false));
    canvas.addEventListener("focus", () => {
      if (canvas.matches(":focus-visible")) this.#tell(this.#focused, true);
    });
    canvas.addEventListener("blur", () => this.#tell(null, false));
    canvas.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const box = this.#canvas.getBoundingClientRect();
    const row = Math.floor(((event.clientY - box.top) / box.height) * this.#rows);
    const column = Math.floor(((event.clientX - box.left) / box.width) * this.#columns);
    const isInside = row >= 0 && column >= 0 && row < this.#rows && column < this.#columns;
    if (isInside) this.#focused = { row, column };
    this.#tell(isInside ? { row, column } : null, false);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const arrow = ARROWS[plainKeyOf(event)];
    if (!arrow) return;
    event.preventDefault();
    const row = Math.min(this.#rows - 1, Math.max(0, this.#focused.row + arrow[1]));
    const column = Math.min(this.#columns - 1, Math.max(0, this.#focused.column + arrow[0]));
    this.#focused = { row, column };
    this.#tell(this.#focused, true);
  }

  /** @param {{row: number, column: number} | null} cell @param {boolean} byKey */
  #tell(cell, byKey) {
    this.#read = cell;
    this.draw();
    this.dispatchEvent(new CustomEvent("read", { detail: cell && { ...cell, byKey } }));
  }

  /** @param {((row: number, column: number) => number) | null} value -1..1, by row and column */
  show(value) {
    this.#value = value;
    this.draw();
    if (this.#read) this.dispatchEvent(new CustomEvent("read", { detail: { ...this.#read, byKey: false } }));
  }

  draw() {
    const side = this.#canvas.clientWidth;
    if (side === 0) return;
    const height = (side * this.#rows) / this.#columns;
    const context = fitted(this.#canvas, side, height);
    const value = this.#value ?? (() => 0);
    drawSharp(context, this.#colours.image(this.#rows, this.#columns, value), 0, 0, side, height);
    this.overlay?.(context, side / this.#columns);
    if (!this.#read) return;
    const unit = side / this.#columns;
    context.strokeStyle = getComputedStyle(this.#canvas).color;
    context.lineWidth = 2;
    context.strokeRect(this.#read.column * unit, this.#read.row * unit, unit, unit);
  }
}
