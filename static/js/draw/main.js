// @ts-check
// Puts the pad's page together.

import { Announcer } from "../page/announcer.js";
import { Answer } from "../pad/answer.js";
import { followDrawing, layOutBoard, remember } from "../pad/board.js";
import { ModelChoice } from "../pad/model-choice.js";
import { ComparisonView, checkedComparison } from "./comparison.js";
import { dotsOf } from "../pad/dots.js";
import { keepForOffline } from "../offline/registration.js";
import { Messages } from "../page/messages.js";
import { element } from "../page/parts.js";
import { tellRefusals } from "../pad/paper.js";
import { Preview } from "../pad/preview.js";
import { Raster } from "../pad/raster.js";
import { Reader } from "../pad/reader.js";
import { ownHand } from "../pad/own-hand.js";
import { NetworkClients } from "../worker/clients.js";

/** @typedef {import("../page/api-types.js").Comparison} Comparison */
/** @typedef {import("../pad/reader.js").Read} Read */

class Page {
  #messages = new Messages(element("messages"), document.documentElement.lang);
  #models = /** @type {HTMLSelectElement} */ (element("model"));
  #choice = new ModelChoice(this.#models, element("compare"));
  #networks = new NetworkClients(this.#models);
  #comparison = new ComparisonView(element("comparison"), this.#messages);
  #preview = new Preview(/** @type {HTMLCanvasElement} */ (element("preview")), this.#messages);
  #answer;
  #drawing;
  #reader;
  #own;

  constructor() {
    const announcer = new Announcer(element("live"));
    const raster = new Raster();
    const { drawing, paper } = layOutBoard(this.#messages, announcer);
    this.#drawing = drawing;
    this.#answer = new Answer(element("answer"), this.#messages, announcer);
    this.#reader = new Reader(drawing, () => raster.toPng(drawing.strokes, drawing.ground));
    this.#own = ownHand(this.#networks.of(this.#models.dataset.default ?? ""), drawing, this.#messages, announcer);
    tellRefusals(paper, drawing, this.#answer);
    this.#setEndpoint();
    this.#listen();
    remember(this.#drawing);
  }

  #listen() {
    this.#reader.addEventListener("answer", (event) => {
      this.#show(/** @type {CustomEvent} */ (event).detail);
    });
    this.#reader.addEventListener("status", (event) => {
      const status = /** @type {CustomEvent} */ (event).detail;
      this.#answer.showStatus(status);
      this.#comparison.showStatus(status);
      const dots = dotsOf(this.#drawing);
      if (dots && status.code === "blank-drawing") this.#showDots(dots);
    });
    followDrawing(this.#drawing, this.#reader, () => this.#showEmpty());
    this.#own?.hand.addEventListener("change", () => {
      // Another network answers now: what is on the pad is read anew.
      if (!this.#drawing.isEmpty() && this.#own?.hand.state !== "learning") this.#reader.restart();
    });
    this.#choice.addEventListener("change", () => {
      this.#setEndpoint();
      if (!this.#drawing.isEmpty()) this.#reader.restart();
    });
  }

  /** Ask the chosen model, or all. */
  #setEndpoint() {
    const { comparing, isDefault, model } = this.#choice;
    const { predictUrl = "" } = element("pad").dataset;
    const { compareUrl = "" } = element("comparison").dataset;
    const query = isDefault ? "" : `?model=${encodeURIComponent(model)}`;
    const [network, hand] = [this.#networks.of(model), isDefault ? this.#own?.hand : null];
    this.#networks.prepare(model);
    if (comparing) this.#reader.setEndpoint(compareUrl, { check: checkedComparison });
    else this.#reader.setEndpoint(predictUrl + query, { network, hand: hand ?? null });
    this.#comparison.toggle(comparing);
    document.querySelector(".sheet")?.toggleAttribute("data-comparing", comparing);
    for (const note of document.querySelectorAll("[data-of-model]")) {
      const of = /** @type {HTMLElement} */ (note);
      of.hidden = of.dataset.ofModel !== model;
    }
    if (this.#drawing.isEmpty()) this.#showEmpty();
  }

  /** @param {Read | Comparison} answer */
  #show(answer) {
    const dots = dotsOf(this.#drawing);
    if (dots) return this.#showDots(dots);
    this.#preview.show(answer.input);
    if (!("predictions" in answer)) {
      this.#answer.show(answer);
      this.#own?.teaching.tell(answer);
      return;
    }
    this.#answer.showWords(...this.#comparison.sentences(answer.predictions), "digit");
    this.#compare(answer.predictions);
  }

  /** The person's own network stands beside the others; all are shown at once. @param {Comparison["predictions"]} predictions */
  async #compare(predictions) {
    const own = this.#own?.hand.answers && !this.#drawing.ground ? this.#own.network : null;
    if (!own) return this.#comparison.show(predictions);
    const answer = await own.read(this.#drawing.strokes).catch(() => null);
    if (!this.#choice.comparing || this.#drawing.isEmpty()) return;
    this.#comparison.show(answer ? [...predictions, { ...answer, model: "hand" }] : predictions);
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
keepForOffline();
document.documentElement.dataset.ready = "";
