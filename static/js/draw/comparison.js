// @ts-check
// All models on the same drawing, side by side: a small column each, and a sentence on the whole.

import { part } from "../page/parts.js";
import { checked } from "../pad/predictor.js";

/**
 * @typedef {import("../page/api-types.js").Comparison} Comparison
 * @typedef {import("../page/api-types.js").Opinion} Opinion
 * @typedef {import("../page/messages.js").Messages} Messages
 */

/** @param {any} body @returns {Comparison} */
export function checkedComparison(body) {
  if (!Array.isArray(body?.predictions) || body.predictions.length === 0) {
    throw new TypeError("The answer has no predictions.");
  }
  body.predictions.forEach(checked);
  return body;
}

/** The digit that most models read, and how many do; null where none sees a digit. @param {Opinion[]} predictions */
export function majority(predictions) {
  const votes = new Array(10).fill(0);
  for (const { digit, verdict } of predictions) if (verdict !== "not-a-digit") votes[digit] += 1;
  const count = Math.max(...votes);
  return count ? { digit: votes.indexOf(count), count } : null;
}

export class ComparisonView {
  #root;
  #messages;
  #columns;

  /** @param {HTMLElement} root @param {Messages} messages */
  constructor(root, messages) {
    this.#root = root;
    this.#messages = messages;
    this.#columns = Array.from(root.querySelectorAll(".model-column"), (element) => ({
      element: /** @type {HTMLElement} */ (element),
      digit: part(element, ".model-digit"),
      verdict: part(element, ".model-verdict"),
      bars: [...element.querySelectorAll(".mini-bar")],
      fills: Array.from(element.querySelectorAll(".bar-fill"), (fill) => /** @type {HTMLElement} */ (fill)),
    }));
    this.showEmpty();
  }

  /** @param {boolean} isShown */
  toggle(isShown) {
    this.#root.hidden = !isShown;
  }

  showEmpty() {
    for (const column of this.#columns) this.#showColumn(column, null, null);
  }

  /** @param {Opinion[]} predictions */
  show(predictions) {
    const found = majority(predictions);
    for (const column of this.#columns) {
      const { model } = column.element.dataset;
      const prediction = predictions.find((each) => each.model === model) ?? null;
      if (model === "hand") column.element.hidden = prediction === null;
      this.#showColumn(column, prediction, found);
    }
  }

  /** @param {import("../pad/predictor.js").Status} status */
  showStatus({ state }) {
    this.#root.dataset.state = state;
  }

  /** A headline and a sentence on who reads what. @param {Opinion[]} predictions @returns {[string, string]} */
  sentences(predictions) {
    const found = majority(predictions);
    if (!found) return [this.#messages.text("comparison.none"), ""];
    const others = predictions.filter(
      ({ digit, verdict }) => digit !== found.digit || verdict === "not-a-digit",
    );
    const values = { ...found, all: predictions.length };
    if (others.length === 0) {
      return [this.#messages.text("comparison.all", values), this.#messages.text("comparison.agreed")];
    }
    const told = others.map(({ model, digit, verdict }) =>
      this.#messages.text(verdict === "not-a-digit" ? "comparison.rejects" : "comparison.reads", { model, digit }),
    );
    const list = { others: told.join(", ") };
    return [this.#messages.text("comparison.most", values), this.#messages.text("comparison.others", list)];
  }

  /**
   * @param {{element: HTMLElement, digit: HTMLElement, verdict: HTMLElement, bars: Element[],
   *   fills: HTMLElement[]}} column
   * @param {Opinion | null} prediction @param {{digit: number} | null} most
   */
  #showColumn({ element, digit, verdict, bars, fills }, prediction, most) {
    const shares = prediction?.probabilities ?? new Array(10).fill(0);
    fills.forEach((fill, i) => {
      fill.style.transform = `scaleX(${shares[i]})`;
    });
    for (const [i, bar] of bars.entries()) bar.classList.toggle("is-top", i === prediction?.digit);
    element.dataset.verdict = prediction?.verdict ?? "empty";
    const isRefused = prediction?.verdict === "not-a-digit";
    const agrees = !prediction || !most || (!isRefused && prediction.digit === most.digit);
    element.toggleAttribute("data-dissents", !agrees);
    digit.textContent = !prediction ? "" : isRefused ? "?" : String(prediction.digit);
    verdict.textContent = prediction
      ? this.#messages.text(`comparison.verdict.${prediction.verdict}`, {
          share: this.#messages.percent(shares[prediction.digit]),
        })
      : "";
  }
}
