// @ts-check
// Asks the server what is on a picture: the last question's answer alone counts.

/** @typedef {import("../page/api-types.js").Classified} Classified */

const SLOW_MS = 900;
const PATIENCE_MS = 15000;

/** Why there is no answer: `state` names a message. */
export class Trouble extends Error {
  /** @param {string} state */
  constructor(state) {
    super(state);
    this.state = state;
  }
}

export class Asker {
  #url;
  /** @type {AbortController | null} */
  #asking = null;

  /** @param {string} url */
  constructor(url) {
    this.#url = url;
  }

  /**
   * @param {Blob} picture @param {string} model @param {() => void} slow called where it takes long
   * @returns {Promise<Classified | null>} null where another question came in between
   */
  async ask(picture, model, slow) {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const timers = [setTimeout(slow, SLOW_MS), setTimeout(() => asking.abort("late"), PATIENCE_MS)];
    try {
      const answer = await this.#send(picture, model, asking.signal);
      return this.#asking === asking ? answer : null;
    } catch (error) {
      if (this.#asking !== asking) return null;
      if (error instanceof Trouble) throw error;
      throw new Trouble(navigator.onLine ? "unreachable" : "offline");
    } finally {
      timers.forEach(clearTimeout);
    }
  }

  /** @param {Blob} picture @param {string} model @param {AbortSignal} signal @returns {Promise<Classified>} */
  async #send(picture, model, signal) {
    const url = `${this.#url}?${new URLSearchParams({ model })}`;
    const answer = await fetch(url, { method: "POST", body: picture, headers: { "Content-Type": picture.type }, signal });
    if (answer.ok) return answer.json();
    if (answer.status === 429 || answer.status === 503) throw new Trouble("rate-limited");
    throw new Trouble(answer.status >= 500 ? "error" : "refused");
  }
}
