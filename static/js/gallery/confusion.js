// @ts-check
// The confusion matrix: its cells are chosen by mouse, finger or arrow keys, and show their images.

import { plainKeyOf } from "../page/keys.js";

/**
 * @typedef {import("../page/messages.js").Messages} Messages
 * @typedef {import("./sprite.js").Sprite} Sprite
 * @typedef {import("../page/api-types.js").TestImages} TestImages
 */

/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Confusion {
  /** @type {HTMLButtonElement[][]} */
  #cells = [];
  #panel;
  #places;
  #sprite;
  #labels;
  #messages;

  /**
   * @param {HTMLTableElement} table @param {HTMLElement} panel @param {number[][]} matrix
   * @param {TestImages} places @param {Sprite} sprite @param {string[]} labels @param {Messages} messages
   */
  constructor(table, panel, matrix, places, sprite, labels, messages) {
    this.#panel = panel;
    this.#places = places;
    this.#sprite = sprite;
    this.#labels = labels;
    this.#messages = messages;
    this.#makeCells(table, matrix);
    this.#shade(matrix);
    const [true_, predicted] = worst(matrix);
    this.#choose(true_, predicted, matrix[true_][predicted]);
    panel.hidden = false;
  }

  /** @param {HTMLTableElement} table @param {number[][]} matrix */
  #makeCells(table, matrix) {
    table.setAttribute("role", "grid");
    this.#cells = [...table.tBodies[0].rows].map((row, i) =>
      [...row.querySelectorAll("td")].map((cell, j) => {
        const button = document.createElement("button");
        button.type = "button";
        button.tabIndex = -1;
        button.textContent = cell.textContent;
        button.setAttribute("aria-label", this.#describe(i, j, matrix[i][j]));
        cell.replaceChildren(button);
        button.addEventListener("click", () => this.#choose(i, j, matrix[i][j]));
        button.addEventListener("keydown", (event) => this.#move(event, i, j));
        return button;
      }),
    );
  }

  /** The more errors, the darker. @param {number[][]} matrix */
  #shade(matrix) {
    const most = Math.max(1, ...matrix.flatMap((row, i) => row.filter((_, j) => i !== j)));
    for (const [i, row] of this.#cells.entries()) {
      for (const [j, button] of row.entries()) {
        if (i === j) button.classList.add("is-right");
        else if (matrix[i][j]) {
          // Nothing between 40 and 77 %: neither ink nor paper could be read on it.
          const share = Math.sqrt(matrix[i][j] / most);
          const isDark = share >= 0.5;
          button.style.setProperty("--share", String(isDark ? 0.55 + 0.45 * share : 0.12 + 0.56 * share));
          button.classList.toggle("is-dark", isDark);
        }
      }
    }
  }

  /** @param {KeyboardEvent} event @param {number} i @param {number} j */
  #move(event, i, j) {
    const key = plainKeyOf(event);
    const move = MOVES[key];
    const last = this.#cells.length - 1;
    const target = move && this.#cells[i + move[0]]?.[j + move[1]];
    const jump = { Home: this.#cells[i][0], End: this.#cells[i][last] }[key];
    if (!move && !jump) return;
    event.preventDefault();
    const found = target || jump;
    found?.focus();
    found?.click();
  }

  /** @param {number} i @param {number} j @param {number} count */
  #choose(i, j, count) {
    for (const button of this.#cells.flat()) {
      button.tabIndex = -1;
      button.removeAttribute("aria-current");
    }
    this.#cells[i][j].tabIndex = 0;
    this.#cells[i][j].setAttribute("aria-current", "true");
    const title = /** @type {HTMLElement} */ (this.#panel.querySelector(".cell-title"));
    title.textContent = this.#describe(i, j, count);
    const numbers = this.#places.cells[`${i},${j}`] ?? [];
    const list = /** @type {HTMLElement} */ (this.#panel.querySelector(".images"));
    list.replaceChildren(...numbers.map((number) => this.#image(i, j, number)));
  }

  /** @param {number} i @param {number} j @param {number} number */
  #image(i, j, number) {
    const entry = document.createElement("li");
    const canvas = this.#sprite.at(number);
    const share = this.#messages.percent(this.#places.confidence[number]);
    const values = { true: this.#labels[i], predicted: this.#labels[j], share };
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", this.#messages.text("image", values));
    const sure = document.createElement("span");
    sure.className = "sure";
    sure.setAttribute("aria-hidden", "true");
    sure.textContent = share;
    entry.append(canvas, sure);
    return entry;
  }

  /** @param {number} i @param {number} j @param {number} count */
  #describe(i, j, count) {
    const key = i === j ? "cell.right" : count ? "cell.wrong" : "cell.none";
    return this.#messages.text(key, { true: this.#labels[i], predicted: this.#labels[j], count });
  }
}

/** Where the most errors are. @param {number[][]} matrix @returns {[number, number]} */
function worst(matrix) {
  const errors = matrix.flatMap((row, i) => row.map((count, j) => (i === j ? -1 : count)));
  const place = errors.indexOf(Math.max(...errors));
  return [Math.floor(place / matrix.length), place % matrix.length];
}
