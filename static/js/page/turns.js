// @ts-check
// Work that lets the page do other things first: between two turns of it the pen is heard, and the page painted.

const TURN_MS = 8;

/** Pieces of work in turns. */
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

/** Once the page has nothing else to do. @param {() => void} work */
export function whenIdle(work) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 200);
}

/** Let the page do what waits, then go on. @returns {Promise<void>} */
export function pause() {
  return new Promise((resolve) => setTimeout(resolve));
}
