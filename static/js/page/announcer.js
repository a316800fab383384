// @ts-check
// The live region for screen readers: it speaks when things have settled, not at every frame.

const SETTLED_MS = 600;

export class Announcer {
  #region;
  #timer = 0;

  /** @param {HTMLElement} region */
  constructor(region) {
    this.#region = region;
  }

  /** Say this once nothing newer has come for a while. @param {string} text */
  settle(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(text), SETTLED_MS);
  }

  /** Say this now. @param {string} text */
  now(text) {
    clearTimeout(this.#timer);
    this.#say(text);
  }

  /** @param {string} text */
  #say(text) {
    if (this.#region.textContent !== text) this.#region.textContent = text;
  }
}
