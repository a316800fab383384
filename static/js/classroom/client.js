// @ts-check
// The interface of a class: every answer, every refusal and every silence has a name.

/**
 * What is drawn now.
 * @typedef {{kind: "free" | "digit" | "round", digit: number | null, number: number}} Task
 * @typedef {{number: number, seat: number, label: number, read: number | null, confidence: number | null,
 *   verdict: string | null, strokes: [number, number][][]}} ClassDrawing
 * @typedef {{code: string, ends: number, task: Task, network: number, held: boolean, waiting: number, seats: number[],
 *   hidden: number[], drawings: ClassDrawing[], more: boolean}} ClassState
 * `status` 0: no answer.
 * @typedef {{status: number, body: any, tag: string | null}} Answer
 */

const TIMEOUT_MS = 10_000;

/**
 * Ask, and return what came of it; nothing is thrown.
 * @param {string} url @param {RequestInit} [options] @returns {Promise<Answer>}
 */
export async function ask(url, options = {}) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), ...options });
    const isJson = response.headers.get("Content-Type")?.includes("json") ?? false;
    return { status: response.status, body: isJson ? await response.json() : null, tag: response.headers.get("ETag") };
  } catch {
    return { status: 0, body: null, tag: null };
  }
}

/** @param {string} method @param {unknown} body @param {Record<string, string>} [headers] @returns {RequestInit} */
export function withJson(method, body, headers = {}) {
  return { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...headers } };
}

/** Asks for the same again and again, and hears only of what has changed. */
export class Poll {
  #every;
  #url;
  #heard;
  #timer = 0;
  #isAsking = false;
  /** The tag of what is known, and the address it is known of. */
  #known = { url: "", tag: /** @type {string | null} */ (null) };
  isOver = false;

  /** @param {number} every in ms @param {() => string} url @param {(answer: Answer) => void} heard */
  constructor(every, url, heard) {
    this.#every = every;
    this.#url = url;
    this.#heard = heard;
    addEventListener("online", () => this.now());
    addEventListener("pageshow", () => this.now());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.now();
    });
  }

  /** Ask at once; one question at a time. */
  async now() {
    if (this.#isAsking || this.isOver) return;
    clearTimeout(this.#timer);
    this.#isAsking = true;
    const url = this.#url();
    const { tag } = this.#known;
    const headers = tag && url === this.#known.url ? { "If-None-Match": tag } : undefined;
    // The browser's own cache would answer with what it has.
    const answer = await ask(url, { cache: "no-store", ...(headers && { headers }) });
    this.#isAsking = false;
    if (answer.status === 200) this.#known = { url, tag: answer.tag };
    this.#heard(answer);
    if (!this.isOver) this.#timer = setTimeout(() => this.now(), this.#every);
  }
}
