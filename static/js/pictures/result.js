// @ts-check
// The answer: a sentence, ten bars, and the picture as the network got it.

import { element } from "../page/parts.js";
import { showInput } from "./picture.js";

/** @typedef {import("../page/api-types.js").Classified} Classified */

export class Result {
  #root = element("result");
  #seen = /** @type {HTMLCanvasElement} */ (element("seen"));
  #again = element("again");
  #messages;
  #announcer;

  /** @param {import("../page/messages.js").Messages} messages @param {import("../page/announcer.js").Announcer} announcer */
  constructor(messages, announcer) {
    this.#messages = messages;
    this.#announcer = announcer;
    this.showState("empty");
  }

  /** What is said while there is no answer. @param {string} state */
  showState(state) {
    this.#root.dataset.state = state;
    this.#root.setAttribute("aria-busy", String(state === "thinking" || state === "slow"));
    this.#again.hidden = !["error", "unreachable", "offline", "rate-limited"].includes(state);
    this.#say(state, {}, !["empty", "thinking"].includes(state));
  }

  /** @param {Classified} answer */
  show(answer) {
    const order = answer.probabilities.map((_, place) => place);
    order.sort((one, other) => answer.probabilities[other] - answer.probabilities[one]);
    const [first, second] = order;
    this.#root.dataset.state = "answered";
    this.#root.dataset.verdict = answer.verdict;
    this.#root.setAttribute("aria-busy", "false");
    this.#again.hidden = true;
    this.#say(answer.verdict, {
      first: this.#name(answer.labels[first]),
      second: this.#name(answer.labels[second]),
      share: this.#messages.sureness(answer.probabilities[first]),
      secondShare: this.#messages.percent(answer.probabilities[second]),
    });
    this.#showBars(answer);
    showInput(this.#seen, answer.input);
    this.#seen.setAttribute("aria-label", this.#messages.text("seen.filled"));
  }

  /** @param {string} label */
  #name(label) {
    return this.#messages.has(`thing.${label}`) ? this.#messages.text(`thing.${label}`) : label;
  }

  /** @param {Classified} answer */
  #showBars({ labels, probabilities, label }) {
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (this.#root.querySelectorAll(".thing"))) {
      const share = probabilities[labels.indexOf(row.dataset.label ?? "")] ?? 0;
      row.classList.toggle("is-top", row.dataset.label === label);
      /** @type {HTMLElement} */ (row.querySelector(".bar-fill")).style.transform = `scaleX(${share})`;
      /** @type {HTMLElement} */ (row.querySelector(".thing-share")).textContent = this.#messages.percent(share);
    }
  }

  /** @param {string} key @param {Record<string, string>} [values] @param {boolean} [aloud] */
  #say(key, values = {}, aloud = true) {
    const headline = this.#messages.text(`${key}.headline`, values);
    const detail = this.#messages.text(`${key}.detail`, values);
    element("headline").textContent = headline.replace(/\p{L}/u, (letter) => letter.toLocaleUpperCase());
    element("detail").textContent = detail;
    if (aloud) this.#announcer.settle(`${headline} ${detail}`);
  }
}
