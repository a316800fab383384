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

export class Classifier {
  #url;
  /** @type {AbortController | null} */
  #request = null;

  /** @param {string} url */
  constructor(url) {
    this.#url = url;
  }

  /**
   * @param {Blob} picture @param {string} model @param {() => void} slow called where it takes long
   * @returns {Promise<Classified | null>} null where another question came in between
   */
  async classify(picture, model, slow) {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    const timers = [setTimeout(slow, SLOW_MS), setTimeout(() => request.abort("late"), PATIENCE_MS)];
    try {
      const answer = await this.#send(picture, model, request.signal);
      return this.#request === request ? answer : null;
    } catch (error) {
      if (this.#request !== request) return null;
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
