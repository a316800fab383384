// @ts-check
// Who reads the drawing: the server; the network in the page, while the server is away, slow or
// refuses for load; and the person's own network, once it has learned a hand.

import { Predictor } from "./predictor.js";

/** @typedef {import("../worker/client.js").NetworkClient} NetworkClient */
/** @typedef {import("../hand/hand.js").Hand} Hand */
/** @typedef {import("../page/api-types.js").Prediction} Prediction */
/** @typedef {import("../worker/worker.js").By} By */
/** @typedef {import("./answer.js").Source} Source */
/** @typedef {import("./predictor.js").Status} Status */
/** @typedef {import("./strokes.js").Drawing} Drawing */
/** @typedef {import("../page/api-types.js").Opinion} Opinion */
/**
 * `by` whose network, `source` where; beside the person's network `everyone`, beside everyone's `hand`,
 * where both have read it.
 * @typedef {Prediction & {source: Source, by: By, everyone?: Opinion, hand?: Opinion}} Read
 */

/** What the network in the page may answer instead of. @param {Status} status */
function isAway({ state, retryIn }) {
  return state === "slow" || state === "offline" || state === "error" || (state === "refused" && retryIn > 0);
}

/** Tells `answer` (detail: Read, or what the endpoint's check returned) and `status` (detail: Status). */
export class Reader extends EventTarget {
  #drawing;
  #isPlain;
  #predictor;
  /** @type {NetworkClient | null} */
  #network = null;
  /** @type {Hand | null} */
  #hand = null;
  // Raised with each change of the drawing: what was asked, what was shown.
  #revision = 0;
  #asked = 0;
  #shown = 0;
  #answeredFor = 0;
  /** Why the server does not answer now. @type {Status | null} */
  #trouble = null;
  #isSlow = false;
  #hasFailed = false;
  #isPageFirst = false;
  #isReading = false;
  #isAgain = false;
  #tellsMore = false;

  /**
   * @param {Drawing} drawing
   * @param {() => Promise<Blob>} picture renders the drawing as it is now, for the server
   * @param {() => boolean} [isPlain] whether the picture is of strokes alone, which the page can read itself
   */
  constructor(drawing, picture, isPlain = () => !drawing.ground) {
    super();
    this.#drawing = drawing;
    this.#isPlain = isPlain;
    this.#predictor = new Predictor("", () => {
      this.#asked = this.#revision;
      this.#isSlow = false;
      return picture();
    });
    this.#predictor.addEventListener("answer", (event) => this.#answered(/** @type {CustomEvent} */ (event).detail));
    this.#predictor.addEventListener("status", (event) => this.#told(/** @type {CustomEvent} */ (event).detail));
  }

  /**
   * Ask there from now on. What is under way no longer matters.
   * @param {string} url
   * @param {{network?: NetworkClient | null, hand?: Hand | null, isPageFirst?: boolean, check?: (body: any) => any, tellsMore?: boolean}} [options]
   * `network` answers in its place where it must, or first if `isPageFirst`; `hand` answers once it has learned;
   * `check` see Predictor; `tellsMore` than the network does: it is wanted even where it is late
   */
  setEndpoint(url, { network = null, hand = null, isPageFirst = false, check, tellsMore = false } = {}) {
    this.#predictor.setEndpoint(url, check);
    this.#network = network;
    this.#hand = hand;
    this.#isPageFirst = isPageFirst && network !== null;
    this.#tellsMore = tellsMore;
    this.#begin();
    this.#trouble = null;
    this.#hasFailed = false;
  }

  /** Whether the person's own network answers now, or the page's before the server. */
  get isHand() {
    return (this.#isPageFirst || this.#hand?.answers === true) && !this.#hasFailed && this.#isPlain();
  }

  /** Whether the answer that was shown last is of the drawing as it is now. */
  get isCurrent() {
    return this.#shown === this.#revision;
  }

  /** The drawing grew. */
  update() {
    this.#revision += 1;
    if (this.isHand) this.#readHere();
    else {
      this.#predictor.update();
      if (this.#trouble) this.#readHere();
    }
  }

  /** The drawing is another one. */
  restart() {
    this.#begin();
    if (this.isHand) {
      this.#predictor.reset();
      this.#readHere();
    } else {
      this.#predictor.restart();
      if (this.#trouble) this.#readHere();
    }
  }

  /** The drawing is empty. */
  reset() {
    this.#begin();
    this.#predictor.reset();
  }

  /** What is under way is of another drawing. */
  #begin() {
    this.#revision += 1;
    this.#shown = this.#revision;
    this.#answeredFor = 0;
  }

  /** @param {any} answer the server's */
  #answered(answer) {
    // One that was late says nothing of the next; both are asked until one is in time.
    if (!this.#isSlow) this.#trouble = null;
    // What the page has answered is as new, or newer: the server will be asked again.
    if (this.isHand || this.#asked < this.#shown) return;
    if (this.#trouble && this.#asked === this.#answeredFor && !this.#tellsMore) return;
    this.#shown = this.#asked;
    this.#show({ ...answer, source: "server", by: "everyone" });
  }

  /** @param {Status} status the server's */
  #told(status) {
    if (this.isHand) return;
    this.#isSlow ||= status.state === "slow";
    if (isAway(status) && this.#network && this.#isPlain()) {
      this.#trouble = status;
      if (this.#answeredFor !== this.#revision) this.#readHere();
      return;
    }
    if (status.state === "refused") this.#trouble = null;
    // While the page answers, the server's attempts are no news.
    if (this.#trouble && status.state !== "idle") return;
    this.#tell(status);
  }

  /** Read it in the page, the newest drawing alone. */
  async #readHere() {
    this.#isAgain = this.#isReading;
    if (this.#isReading || this.#drawing.isEmpty() || !this.#isPlain()) return;
    this.#isReading = true;
    const revision = this.#revision;
    const network = this.#network;
    try {
      const answer = await network?.read(this.#drawing.strokes, this.isHand ? "hand" : "everyone");
      if (answer && network === this.#network) this.#readIn(revision, answer);
    } catch (error) {
      this.#failed(revision, /** @type {any} */ (error).code);
    } finally {
      this.#isReading = false;
      if (this.#isAgain && (this.isHand || this.#trouble)) this.#readHere();
    }
  }

  /** @param {number} revision @param {import("../worker/client.js").Answer} answer */
  #readIn(revision, answer) {
    // Cleared meanwhile, or answered by the server.
    if (revision < this.#shown || (!this.#trouble && !this.#isPageFirst && answer.by === "everyone")) return;
    this.#shown = this.#answeredFor = revision;
    this.#tell({ state: "idle", code: "", retryIn: 0 });
    this.#show({ ...answer, source: "browser" });
  }

  /** @param {number} revision @param {string} code of a NetworkError */
  #failed(revision, code) {
    if (revision < this.#shown) return;
    if (code === "blank-drawing") this.#tell({ state: "refused", code, retryIn: 0 });
    else if (this.#trouble) this.#tell(this.#trouble);
    else if (this.isHand) {
      this.#hasFailed = true;
      this.#predictor.update();
    }
  }

  /** @param {any} answer */
  #show(answer) {
    this.dispatchEvent(new CustomEvent("answer", { detail: answer }));
  }

  /** @param {Status} status */
  #tell(status) {
    this.dispatchEvent(new CustomEvent("status", { detail: status }));
  }
}
