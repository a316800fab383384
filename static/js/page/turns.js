// @ts-check
// Work in turns, piece by piece: between two of them the pen is heard, and the page painted.

const TURN_MS = 8;

export class Turns {
  #root;
  /** In the order in which they were wanted first: none is passed over for ever. @type {Set<() => void>} */
  #wanted = new Set();
  #timer = 0;

  /** @param {HTMLElement} root has `data-drawing` while something is still to be done */
  constructor(root) {
    this.#root = root;
  }

  /** Do this soon, once, however often it is wanted until then. @param {() => void} piece */
  want(piece) {
    this.#wanted.add(piece);
    this.#root.dataset.drawing = "";
    if (!this.#timer) this.#timer = setTimeout(() => this.#turn());
  }

  #turn() {
    this.#timer = 0;
    const end = performance.now() + TURN_MS;
    for (const piece of this.#wanted) {
      this.#wanted.delete(piece);
      piece();
      if (performance.now() > end) break;
    }
    if (this.#wanted.size > 0) this.#timer = setTimeout(() => this.#turn());
    else delete this.#root.dataset.drawing;
  }
}
