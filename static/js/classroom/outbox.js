// @ts-check
// Drawings on their way: each is kept under a key of its own until the class says that it has it.

import { forget, keysOf, read, write } from "./keepsakes.js";

/**
 * `kept`: the class has it; `refused`: it never will; `ended`: there is no class any more; `later`: no
 * answer, or not now.
 * @typedef {"kept" | "refused" | "full" | "ended" | "later"} Outcome
 */

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 15_000;

/** Tells `change`, and `sent` (detail: the outcome). */
export class Outbox extends EventTarget {
  #prefix;
  #send;
  #isSending = false;
  #failures = 0;
  #timer = 0;

  /** @param {string} prefix of the keys @param {(entry: any) => Promise<Outcome>} send */
  constructor(prefix, send) {
    super();
    this.#prefix = prefix;
    this.#send = send;
    addEventListener("online", () => this.flush());
    addEventListener("pageshow", () => this.flush());
  }

  get waiting() {
    return keysOf(this.#prefix).length;
  }

  /** Keep a drawing, then send it. @param {{id: string}} entry */
  put(entry) {
    // In the order in which they were drawn.
    write(`${this.#prefix}${String(Date.now()).padStart(15, "0")}.${entry.id}`, JSON.stringify(entry));
    this.#changed();
    this.flush();
  }

  forgetAll() {
    for (const key of keysOf(this.#prefix)) forget(key);
    this.#changed();
  }

  /** Send what waits, one after the other. */
  async flush() {
    if (this.#isSending) return;
    this.#isSending = true;
    clearTimeout(this.#timer);
    for (const key of keysOf(this.#prefix)) {
      const outcome = await this.#sendOne(key);
      if (outcome === "later" || outcome === "ended") break;
    }
    this.#isSending = false;
    if (this.#failures > 0) this.#tryLater();
    else if (this.waiting > 0) this.flush();
  }

  /** @param {string} key @returns {Promise<Outcome>} */
  async #sendOne(key) {
    const text = read(key);
    if (text === null) return "kept"; // by another tab
    const outcome = await this.#send(JSON.parse(text));
    this.#failures = outcome === "later" ? this.#failures + 1 : 0;
    if (outcome === "ended") this.forgetAll();
    else if (outcome !== "later") forget(key);
    this.#changed();
    this.dispatchEvent(new CustomEvent("sent", { detail: outcome }));
    return outcome;
  }

  #tryLater() {
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1));
    this.#timer = setTimeout(() => this.flush(), wait);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
