// @ts-check
// The confusion matrix on the board: a cell opens on its drawings.

import { wallItem } from "./wall.js";

/** @typedef {import("./client.js").ClassDrawing} ClassDrawing */

export class Matrix {
  #cells;
  #title;
  #wall;
  #messages;
  /** @type {ClassDrawing[]} */
  #drawings = [];
  /** The cell that is open. @type {{label: number, read: number} | null} */
  #open = null;

  /** @param {HTMLElement} table @param {HTMLElement} title @param {HTMLElement} wall @param {import("../page/messages.js").Messages} messages */
  constructor(table, title, wall, messages) {
    this.#cells = Array.from(table.querySelectorAll("td[data-label]"), (cell) => /** @type {HTMLElement} */ (cell));
    this.#title = title;
    this.#wall = wall;
    this.#messages = messages;
    table.addEventListener("click", (event) => {
      const cell = event.target instanceof HTMLButtonElement ? event.target.closest("td") : null;
      if (cell) this.#show({ label: Number(cell.dataset.label), read: Number(cell.dataset.read) });
    });
  }

  /** @param {number[][]} counts @param {ClassDrawing[]} drawings that are counted */
  update(counts, drawings) {
    this.#drawings = drawings;
    for (const cell of this.#cells) {
      const [label, read] = [Number(cell.dataset.label), Number(cell.dataset.read)];
      this.#fill(cell, label, read, counts[label]);
    }
    if (this.#open) this.#refreshOpen(this.#open);
  }

  /** @param {HTMLElement} cell @param {number} label @param {number} read @param {number[]} row */
  #fill(cell, label, read, row) {
    const [count, most] = [row[read], Math.max(...row)];
    cell.style.setProperty("--share", String(most > 0 ? count / most : 0));
    if (count === 0) return cell.replaceChildren();
    // A button that is there keeps its focus.
    const button = cell.querySelector("button") ?? cell.appendChild(document.createElement("button"));
    button.type = "button";
    button.textContent = String(count);
    button.setAttribute("aria-label", this.#messages.text("cell", { label, read, count }));
  }

  /** @param {{label: number, read: number}} cell */
  #show(cell) {
    this.#open = cell;
    this.#refreshOpen(cell);
    this.#title.focus();
  }

  /** @param {{label: number, read: number}} cell */
  #refreshOpen({ label, read }) {
    const found = this.#drawings.filter((drawing) => drawing.label === label && drawing.read === read);
    this.#title.hidden = false;
    this.#title.textContent = this.#messages.text("cell.open", { label, read });
    this.#wall.replaceChildren(...found.map((drawing) => wallItem(drawing, this.#messages, null)));
  }
}
