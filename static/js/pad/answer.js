// @ts-check
// The network's answer: the digit, ten bars, a sentence and what else it might have been.

import { part } from "../page/parts.js";

/** @typedef {import("../page/api-types.js").Prediction} Prediction */
/** @typedef {"server" | "browser"} Source */
/** @typedef {import("./predictor.js").Status} Status */

/** The most likely digit but one. @param {Prediction} prediction */
function runnerUp({ digit, probabilities }) {
  const others = probabilities.map((share, i) => (i === digit ? -1 : share));
  return others.indexOf(Math.max(...others));
}

export class Answer {
  #root;
  #digit;
  #headline;
  #detail;
  #bars;
  #messages;
  #announcer;
  #isHeld = false;

  /**
   * @param {HTMLElement} root
   * @param {import("../page/messages.js").Messages} messages
   * @param {import("../page/announcer.js").Announcer} announcer
   */
  constructor(root, messages, announcer) {
    this.#root = root;
    this.#digit = part(root, ".digit");
    this.#headline = part(root, ".headline");
    this.#detail = part(root, ".detail");
    this.#bars = Array.from(root.querySelectorAll(".bar"), (row) => ({
      row,
      fill: part(/** @type {HTMLElement} */ (row), ".bar-fill"),
      share: part(/** @type {HTMLElement} */ (row), ".bar-share"),
    }));
    this.#messages = messages;
    this.#announcer = announcer;
    this.showEmpty();
  }

  showEmpty() {
    this.#showBars(new Array(10).fill(0), -1);
    this.#root.dataset.verdict = "empty";
    this.#root.dataset.digit = this.#root.dataset.source = "";
    this.#digit.textContent = "";
    this.#say(this.#messages.text("empty.headline"), this.#messages.text("empty.detail"));
    this.showStatus({ state: "idle", code: "", retryIn: 0 });
  }

  /** No answer, and why: there are only taps on the pad. @param {"dot" | "dots"} kind */
  showDots(kind) {
    this.showEmpty();
    const headline = this.#messages.text(`${kind}.headline`);
    const detail = this.#messages.text(`${kind}.detail`);
    this.#tell(headline, detail);
  }

  /** @param {Prediction & {source?: Source}} prediction `source`: where it comes from */
  show(prediction) {
    const { digit, probabilities, verdict, source = "server" } = prediction;
    Object.assign(this.#root.dataset, { digit, verdict, source });
    const second = runnerUp(prediction);
    const key = verdict === "not-a-digit" ? "nodigit" : verdict;
    const values = {
      digit,
      second,
      share: this.#messages.percent(probabilities[digit]),
      secondShare: this.#messages.percent(probabilities[second]),
    };
    this.#digit.textContent = verdict === "not-a-digit" ? "?" : String(digit);
    this.#showBars(probabilities, digit);
    const headline = this.#messages.text(`${key}.headline`, values);
    const detail = this.#messages.text(`${key}.detail`, values);
    this.#tell(headline, detail);
  }

  /** Words of somebody else's, in the place of the answer's. @param {string} headline @param {string} detail @param {string} verdict */
  showWords(headline, detail, verdict) {
    this.#root.dataset.verdict = verdict;
    if (verdict === "empty") this.#say(headline, detail);
    else this.#tell(headline, detail);
  }

  /** A picture that cannot be read takes the sentence's place until the drawing changes; what is on the pad stays. @param {"hidden" | "refused"} reason */
  showRefusedPicture(reason) {
    const [headline, detail] = ["headline", "detail"].map((part) => this.#messages.text(`picture.${reason}.${part}`));
    this.#isHeld = false;
    this.#say(headline, detail);
    this.#announcer.now(`${headline} ${detail}`);
    // An answer that was under way is shown beside it, without its words.
    this.#isHeld = true;
  }

  /** The drawing is another one: what was said of a picture is over. */
  release() {
    this.#isHeld = false;
  }

  /** Trouble takes the sentence's place, so that nothing on the page jumps. @param {Status} status */
  showStatus({ state, code, retryIn }) {
    this.#root.dataset.state = state;
    this.#root.setAttribute("aria-busy", String(state === "slow"));
    if (state === "idle" || state === "thinking") return;
    const named = `${state}.${code}`;
    const key = this.#messages.has(`${named}.headline`) ? named : state;
    const values = { seconds: retryIn };
    const headline = this.#messages.text(`${key}.headline`, values);
    const detail = this.#messages.text(`${key}.detail`, values);
    this.#tell(headline, detail);
  }

  /** Say it, and aloud once things have settled. @param {string} headline @param {string} detail */
  #tell(headline, detail) {
    if (this.#isHeld) return;
    this.#say(headline, detail);
    this.#announcer.settle(`${headline} ${detail}`);
  }

  /** @param {string} headline @param {string} detail */
  #say(headline, detail) {
    if (this.#isHeld) return;
    this.#headline.textContent = headline;
    this.#detail.textContent = detail;
  }

  /** @param {number[]} shares @param {number} top */
  #showBars(shares, top) {
    this.#bars.forEach(({ row, fill, share }, i) => {
      row.classList.toggle("is-top", i === top);
      fill.style.transform = `scaleX(${shares[i]})`;
      share.textContent = this.#messages.percent(shares[i]);
    });
  }
}
