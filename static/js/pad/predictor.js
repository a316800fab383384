// @ts-check
// The live loop: at most one request under way, the newest drawing wins, failures are retried.

/**
 * @typedef {import("../page/api-types.js").Prediction} Prediction
 * @typedef {import("../page/api-types.js").Problem} Problem
 * @typedef {"idle" | "thinking" | "slow" | "offline" | "refused" | "error"} State
 * @typedef {{state: State, code: string, retryIn: number}} Status `retryIn` in seconds, 0: never
 */

const MIN_INTERVAL_MS = 60;
const SLOW_MS = 1000;
const TIMEOUT_MS = 8000;
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 15_000;
// What the server says no to now, and may take later: too slow, too many.
const PASSING = [408, 429];

/** What the server said no to. */
class Refusal extends Error {
  /** @param {number} status @param {string} code @param {number} retryAfterMs */
  constructor(status, code, retryAfterMs) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Read a Retry-After header, which is in seconds or a date. @param {string | null} header */
function retryAfterMs(header) {
  if (!header) return 0;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Math.max(0, wait || 0);
}

/** @param {Response} response @returns {Promise<Refusal>} */
async function refusalOf(response) {
  /** @type {Partial<Problem>} */
  const problem = await response.json().catch(() => ({}));
  const code = typeof problem.code === "string" ? problem.code : "unknown";
  return new Refusal(response.status, code, retryAfterMs(response.headers.get("Retry-After")));
}

/** @param {any} body @returns {Prediction} */
export function checked(body) {
  if (!Array.isArray(body?.probabilities) || body.probabilities.length !== 10) {
    throw new TypeError("The answer has no ten probabilities.");
  }
  return body;
}

/** Tells `answer` (detail: what `check` returned, a Prediction) and `status` (detail: Status). */
export class Predictor extends EventTarget {
  #url;
  #picture;
  #check;
  // Raised whenever the drawing is no longer a continuation of what was sent.
  #generation = 0;
  #wanted = false;
  /** @type {AbortController | null} */
  #request = null;
  #timer = 0;
  #notBefore = 0;
  #failures = 0;
  /** @type {Status} */
  #status = { state: "idle", code: "", retryIn: 0 };

  /**
   * @param {string} url
   * @param {() => Promise<Blob>} picture renders the drawing as it is now
   * @param {(body: any) => any} [check] returns an answer's body, or throws where it is none
   */
  constructor(url, picture, check = checked) {
    super();
    this.#url = url;
    this.#picture = picture;
    this.#check = check;
    addEventListener("online", () => this.#retryNow());
    addEventListener("offline", () => this.#wentOffline());
  }

  /** Ask elsewhere from now on; what is under way no longer matters. @param {string} url @param {(body: any) => any} [check] */
  setEndpoint(url, check = checked) {
    this.#url = url;
    this.#check = check;
    this.#dropRequest();
  }

  /** The drawing grew: ask again, and let a running request finish, its answer is still news. */
  update() {
    this.#wanted = true;
    this.#schedule();
  }

  /** The drawing is another one: what is under way no longer matters. */
  restart() {
    this.#dropRequest();
    this.update();
  }

  /** The drawing is empty: nothing to ask. */
  reset() {
    this.#dropRequest();
    this.#wanted = false;
    this.#failures = 0;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#tell("idle");
  }

  #dropRequest() {
    this.#generation += 1;
    this.#request?.abort();
    this.#request = null;
  }

  #schedule() {
    if (this.#request || this.#timer || !this.#wanted) return;
    const wait = Math.max(0, this.#notBefore - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.#send();
    }, wait);
  }

  async #send() {
    const generation = this.#generation;
    const request = new AbortController();
    this.#request = request;
    this.#wanted = false;
    this.#notBefore = performance.now() + MIN_INTERVAL_MS;
    const timeout = setTimeout(() => request.abort(), TIMEOUT_MS);
    const slow = setTimeout(() => this.#unlessTrouble("slow"), SLOW_MS);
    this.#unlessTrouble("thinking");
    try {
      const prediction = await this.#ask(request.signal);
      if (generation === this.#generation) this.#answered(prediction);
    } catch (error) {
      if (generation === this.#generation) this.#failed(error);
    } finally {
      clearTimeout(timeout);
      clearTimeout(slow);
      if (this.#request === request) this.#request = null;
      this.#schedule();
    }
  }

  /** @param {AbortSignal} signal */
  async #ask(signal) {
    const body = await this.#picture();
    const headers = { "Content-Type": "image/png", Accept: "application/json" };
    const response = await fetch(this.#url, { method: "POST", body, headers, signal });
    if (!response.ok) throw await refusalOf(response);
    return this.#check(await response.json());
  }

  /** @param {Prediction} prediction */
  #answered(prediction) {
    this.#failures = 0;
    this.#tell("idle");
    this.dispatchEvent(new CustomEvent("answer", { detail: prediction }));
  }

  /** @param {unknown} error */
  #failed(error) {
    if (error instanceof Refusal && error.status < 500 && !PASSING.includes(error.status)) {
      // The same drawing would be refused again, but one that has grown since may not be.
      this.#failures = 0;
      if (!this.#wanted) this.#tell("refused", error.code);
      return;
    }
    this.#failures += 1;
    const backoff = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1));
    const asked = error instanceof Refusal ? error.retryAfterMs : 0;
    const wait = asked || backoff;
    this.#notBefore = performance.now() + wait;
    this.#wanted = true;
    this.#tellFailure(error, Math.ceil(wait / 1000));
  }

  /** @param {unknown} error @param {number} retryIn */
  #tellFailure(error, retryIn) {
    if (error instanceof Refusal) {
      const state = error.status === 429 ? "refused" : "error";
      this.#tell(state, error.code, retryIn);
    } else if (error instanceof DOMException && error.name === "AbortError") {
      this.#tell("error", "timeout", retryIn);
    } else if (error instanceof TypeError && !navigator.onLine) {
      this.#tell("offline", "offline", retryIn);
    } else {
      this.#tell("error", "unreachable", retryIn);
    }
  }

  #wentOffline() {
    if (this.#request || this.#wanted) this.#tell("offline", "offline");
  }

  #retryNow() {
    // A wait that the server asked for is kept; one of our own is not.
    if (this.#status.state === "refused" || !this.#wanted) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#notBefore = 0;
    this.#failures = 0;
    this.#schedule();
  }

  /** Progress of a retry is no news while its trouble is on show. @param {"thinking" | "slow"} state */
  #unlessTrouble(state) {
    const { state: now } = this.#status;
    if (now === "idle" || now === "thinking" || now === "slow") this.#tell(state);
  }

  /** @param {State} state @param {string} [code] @param {number} [retryIn] */
  #tell(state, code = "", retryIn = 0) {
    this.#status = { state, code, retryIn };
    this.dispatchEvent(new CustomEvent("status", { detail: this.#status }));
  }
}
