// @ts-check
// Puts the tour together: the pad, eight stops, and at each a picture of what the network does now.

import { Announcer } from "../page/announcer.js";
import { Messages } from "../page/messages.js";
import { element } from "../page/parts.js";
import { followColours } from "../page/theme.js";
import { Answer } from "../pad/answer.js";
import { followDrawing, layOutBoard, remember } from "../pad/board.js";
import { dotsOf } from "../pad/dots.js";
import { tellRefusals } from "../pad/paper.js";
import { Predictor } from "../pad/predictor.js";
import { Raster } from "../pad/raster.js";
import { stagesOf } from "../inside/activations.js";
import { ColourScale } from "../inside/colours.js";
import { Network } from "../inside/network.js";
import { FilterSlide } from "./filter-slide.js";
import { StopPictures } from "./stop-pictures.js";
import { Stops } from "./stops.js";
import { showWrongDigits } from "./wrong-digits.js";

/** @typedef {import("../page/api-types.js").Explanation} Explanation */

class Tour {
  #messages = new Messages(element("messages"), document.documentElement.lang);
  #announcer = new Announcer(element("live"));
  #urls = element("tour").dataset;
  #colours = new ColourScale();
  #answer = new Answer(element("answer"), this.#messages, this.#announcer);
  #pictures = new StopPictures(this.#messages, this.#colours);
  #slide = new FilterSlide(this.#messages, this.#announcer, this.#colours);
  #stops = new Stops(this.#messages, this.#announcer);
  /** @type {Explanation | null} */
  #explanation = null;

  constructor() {
    const raster = new Raster();
    const { drawing, paper } = layOutBoard(this.#messages, this.#announcer);
    const query = new URLSearchParams({ model: this.#urls.model ?? "", saliency: "none" });
    const predictor = new Predictor(`${this.#urls.explainUrl}?${query}`, () => raster.toPng(drawing.strokes, drawing.ground));
    tellRefusals(paper, drawing, this.#answer);
    predictor.addEventListener("answer", (event) => {
      const dots = dotsOf(drawing);
      if (dots) this.#empty(() => this.#answer.showDots(dots));
      else this.#show(/** @type {CustomEvent} */ (event).detail);
    });
    predictor.addEventListener("status", (event) => this.#answer.showStatus(/** @type {CustomEvent} */ (event).detail));
    followDrawing(drawing, predictor, () => this.#empty(() => this.#answer.showEmpty()));
    this.#stops.addEventListener("change", () => this.#draw());
    followColours(() => this.#recolour());
    addEventListener("resize", () => this.#draw());
    this.#loadWeights();
    this.#stops.start();
    remember(drawing);
  }

  async #loadWeights() {
    try {
      this.#slide.network = await Network.load(this.#urls.weightsUrl ?? "");
    } catch (error) {
      console.warn(error); // The other stops do without.
    }
    this.#draw();
  }

  /** @param {Explanation} explanation */
  #show(explanation) {
    this.#explanation = explanation;
    this.#answer.show(explanation);
    this.#draw();
  }

  /** @param {() => void} say */
  #empty(say) {
    this.#explanation = null;
    say();
    this.#draw();
  }

  #recolour() {
    this.#colours.refresh();
    this.#draw();
  }

  #draw() {
    const stages = this.#explanation ? stagesOf(this.#explanation) : null;
    const stop = this.#stops.current;
    if (stop === "filter") this.#slide.show(stages);
    else this.#slide.pause();
    if (stop === "errors") showWrongDigits(this.#urls.testDigitsUrl ?? "", this.#messages);
    else if (stop !== "filter") this.#pictures.show(stop, stages);
  }
}

new Tour();
document.documentElement.dataset.ready = "";
