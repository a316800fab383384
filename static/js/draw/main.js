// @ts-check
// Puts the pad's page together.

import { Announcer } from "../page/announcer.js";
import { Answer } from "../pad/answer.js";
import { followDrawing, layOutBoard, remember } from "../pad/board.js";
import { ModelChoice } from "../pad/model-choice.js";
import { ComparisonView, checkedComparison } from "./comparison.js";
import { dotsOf } from "../pad/dots.js";
import { Messages } from "../page/messages.js";
import { element } from "../page/parts.js";
import { tellRefusals } from "../pad/paper.js";
import { Predictor } from "../pad/predictor.js";
import { Preview } from "../pad/preview.js";
import { Raster } from "../pad/raster.js";

/** @typedef {import("../page/api-types.js").Comparison} Comparison */
/** @typedef {import("../page/api-types.js").Prediction} Prediction */

class Page {
  #messages = new Messages(element("messages"), document.documentElement.lang);
  #choice = new ModelChoice(
    /** @type {HTMLSelectElement} */ (element("model")),
    element("compare"),
  );
  #comparison = new ComparisonView(element("comparison"), this.#messages);
  #preview = new Preview(/** @type {HTMLCanvasElement} */ (element("preview")), this.#messages);
  #answer;
  #drawing;
  #predictor;

  constructor() {
    const announcer = new Announcer(element("live"));
    const raster = new Raster();
    const { drawing, paper } = layOutBoard(this.#messages, announcer);
    this.#drawing = drawing;
    this.#answer = new Answer(element("answer"), this.#messages, announcer);
    this.#predictor = new Predictor("", () => raster.toPng(drawing.strokes, drawing.ground));
    tellRefusals(paper, drawing, this.#answer);
    this.#setEndpoint();
    this.#listen();
    remember(this.#drawing);
  }

  #listen() {
    this.#predictor.addEventListener("answer", (event) => {
      this.#show(/** @type {CustomEvent} */ (event).detail);
    });
    this.#predictor.addEventListener("status", (event) => {
      const status = /** @type {CustomEvent} */ (event).detail;
      this.#answer.showStatus(status);
      this.#comparison.showStatus(status);
      const dots = dotsOf(this.#drawing);
      if (dots && status.code === "blank-drawing") this.#showDots(dots);
    });
    followDrawing(this.#drawing, this.#predictor, () => this.#showEmpty());
    this.#choice.addEventListener("change", () => {
      this.#setEndpoint();
      if (!this.#drawing.isEmpty()) this.#predictor.restart();
    });
  }

  /** Ask the chosen model, or all. */
  #setEndpoint() {
    const { comparing, isDefault, model } = this.#choice;
    const { predictUrl = "" } = element("pad").dataset;
    const { compareUrl = "" } = element("comparison").dataset;
    const query = isDefault ? "" : `?model=${encodeURIComponent(model)}`;
    if (comparing) this.#predictor.setEndpoint(compareUrl, checkedComparison);
    else this.#predictor.setEndpoint(predictUrl + query);
    this.#comparison.toggle(comparing);
    document.querySelector(".sheet")?.toggleAttribute("data-comparing", comparing);
    for (const note of document.querySelectorAll("[data-of-model]")) {
      const of = /** @type {HTMLElement} */ (note);
      of.hidden = of.dataset.ofModel !== model;
    }
    if (this.#drawing.isEmpty()) this.#showEmpty();
  }

  /** @param {Prediction | Comparison} answer */
  #show(answer) {
    const dots = dotsOf(this.#drawing);
    if (dots) return this.#showDots(dots);
    this.#preview.show(answer.input);
    if (!("predictions" in answer)) {
      this.#answer.show(answer);
      return;
    }
    this.#comparison.show(answer.predictions);
    this.#answer.showWords(...this.#comparison.sentences(answer.predictions), "digit");
  }

  /** @param {"dot" | "dots"} kind */
  #showDots(kind) {
    this.#showEmpty();
    this.#answer.showDots(kind);
  }

  #showEmpty() {
    this.#preview.clear();
    this.#comparison.showEmpty();
    this.#answer.showEmpty();
    if (!this.#choice.comparing) return;
    const [headline, detail] = ["headline", "detail"].map((key) =>
      this.#messages.text(`comparison.empty.${key}`),
    );
    this.#answer.showWords(headline, detail, "empty");
  }
}

new Page();
document.documentElement.dataset.ready = "";
