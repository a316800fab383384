// @ts-check
// Puts the page together that looks inside a network.

import { Announcer } from "../announcer.js";
import { Answer } from "../answer.js";
import { element, followDrawing, layOutBoard, remember } from "../board.js";
import { Messages } from "../messages.js";
import { Predictor } from "../predictor.js";
import { ColourScale } from "./colours.js";
import { LayersView } from "./layers.js";
import { Network } from "./network.js";
import { Picture, UNCHANGED } from "./picture.js";
import { PlayView } from "./play.js";
import { SaliencyView } from "./saliency.js";
import { StepsView } from "./steps.js";
import { Tabs } from "./tabs.js";

/** @typedef {import("./stages.js").Explanation} Explanation */

class Page {
  /** @type {StepsView} */
  #steps;
  /** @type {PlayView} */
  #play;
  #messages = new Messages(element("messages"), document.documentElement.lang);
  #announcer = new Announcer(element("live"));
  #colours = new ColourScale();
  #url = new URL(element("inside").dataset.explainUrl ?? "", location.href);
  #network = /** @type {HTMLSelectElement} */ (element("network"));
  #plain = /** @type {HTMLInputElement} */ (element("plain"));
  #tabs = new Tabs(/** @type {HTMLElement} */ (document.querySelector("[role=tablist]")));
  #answer = new Answer(element("answer"), this.#messages, this.#announcer);
  #layers = new LayersView(this.#messages, this.#announcer, this.#colours);
  #saliency = new SaliencyView(this.#messages, this.#announcer, this.#colours);
  /** @type {Explanation | null} */
  #explanation = null;
  /** @type {Map<string, Promise<Network>>} */
  #networks = new Map();

  constructor() {
    const { drawing } = layOutBoard(this.#messages, this.#announcer, () => this.#recolour());
    this.drawing = drawing;
    this.picture = new Picture(drawing);
    this.#steps = new StepsView(this.#messages, this.#announcer, this.#colours, this.picture.canvas);
    this.#play = new PlayView(this.#messages, drawing, new URL(element("inside").dataset.seriesUrl ?? "", location.href));
    const picture = () => this.picture.toPng(this.#tabs.chosen === "play" ? this.#play.changes : UNCHANGED);
    // A URL object: what is asked changes with the view, the model and the switches.
    this.predictor = new Predictor(/** @type {any} */ (this.#url), picture);
    this.predictor.addEventListener("answer", (event) => this.#explained(/** @type {CustomEvent} */ (event).detail));
    this.predictor.addEventListener("status", (event) => this.#answer.showStatus(/** @type {CustomEvent} */ (event).detail));
    followDrawing(drawing, this.predictor, () => this.#emptied());
    this.#comparePlain(picture);
    this.#tabs.addEventListener("choose", () => this.#chosen());
    this.#saliency.addEventListener("change", () => this.#ask());
    this.#play.addEventListener("change", () => this.#ask());
    this.#network.addEventListener("change", () => this.#useNetwork());
    this.#useNetwork();
    remember(drawing);
    document.documentElement.dataset.ready = "";
  }

  /** While the steps are left out, ask what the answer would be with them. @param {() => Promise<Blob>} picture */
  #comparePlain(picture) {
    const url = new URL(element("inside").dataset.predictUrl ?? "", location.href);
    const other = new Predictor(/** @type {any} */ (url), picture);
    other.addEventListener("answer", (event) => {
      if (this.#plain.checked) this.#steps.compare(/** @type {CustomEvent} */ (event).detail, this.#explanation);
    });
    this.predictor.addEventListener("answer", () => {
      url.search = new URLSearchParams({ model: this.#network.value }).toString();
      if (this.#plain.checked) other.grew();
      else this.#steps.compare(null, null);
    });
    this.#plain.addEventListener("change", () => this.#ask());
  }

  /** Ask anew, in the way that is chosen now. */
  #ask() {
    const preprocessing = this.#plain.checked ? "plain" : "mnist";
    const saliency = this.#tabs.chosen === "pixels" ? this.#saliency.query : { saliency: "none" };
    this.#url.search = new URLSearchParams({ model: this.#network.value, preprocessing, ...saliency }).toString();
    if (!this.picture.isEmpty()) this.predictor.replaced();
  }

  async #useNetwork() {
    this.#ask();
    const { value, selectedOptions } = this.#network;
    const url = selectedOptions[0]?.dataset.weightsUrl;
    this.#layers.useNetwork(null);
    if (!url) return;
    if (!this.#networks.has(value)) this.#networks.set(value, Network.load(url));
    try {
      const network = await this.#networks.get(value);
      if (network && this.#network.value === value) this.#layers.useNetwork(network);
    } catch {
      // Without the weights the maps are shown all the same; chosen again, they are asked for anew.
      this.#networks.delete(value);
    }
  }

  /** @param {Explanation} explanation */
  #explained(explanation) {
    this.#explanation = explanation;
    this.#answer.show(explanation);
    this.#showView();
  }

  #showView() {
    if (!this.#explanation) return;
    if (this.#tabs.chosen === "steps") this.#steps.show(this.#explanation);
    if (this.#tabs.chosen === "layers") this.#layers.show(this.#explanation);
    if (this.#tabs.chosen === "pixels") this.#saliency.show(this.#explanation);
    if (this.#tabs.chosen === "play") this.#play.show(this.picture.canvas, this.picture.image, this.#network.value);
  }

  /** Another view may ask for more, or for another picture. */
  #chosen() {
    this.#showView();
    this.#ask();
  }

  #emptied() {
    this.#explanation = null;
    this.#answer.showEmpty();
    this.#steps.clear();
    this.#layers.clear();
    this.#saliency.clear();
    this.#play.clear();
    this.#steps.compare(null, null);
  }

  #recolour() {
    this.#colours.refresh();
    this.#steps?.recolour();
    this.#layers?.recolour();
    this.#saliency?.recolour();
    this.#showView();
    this.#drawLegend();
  }

  #drawLegend() {
    const context = /** @type {HTMLCanvasElement} */ (element("legend")).getContext("2d");
    context?.putImageData(this.#colours.image(1, 255, (_, column) => column / 127 - 1), 0, 0);
  }
}

new Page();
