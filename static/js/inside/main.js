// @ts-check
// Puts the page together that looks inside a network.

import { Announcer } from "../page/announcer.js";
import { Answer } from "../pad/answer.js";
import { followDrawing, layOutBoard, remember } from "../pad/board.js";
import { keepModel, lastModel } from "../pad/model-choice.js";
import { dotsOf } from "../pad/dots.js";
import { bytesOf } from "../page/base64.js";
import { contextOf } from "../page/canvas.js";
import { keepForOffline } from "../offline/registration.js";
import { Messages } from "../page/messages.js";
import { element } from "../page/parts.js";
import { tellRefusals } from "../pad/paper.js";
import { Predictor } from "../pad/predictor.js";
import { Reader } from "../pad/reader.js";
import { ownHand } from "../pad/own-hand.js";
import { NetworkClients } from "../worker/clients.js";
import { followColours } from "../page/theme.js";
import { ColourScale } from "./colours.js";
import { readFragment } from "./share-link.js";
import { LayersView } from "./layers.js";
import { Network } from "./network.js";
import { PadImage } from "./padimage.js";
import { Picture, UNCHANGED } from "./picture.js";
import { PlayView } from "./play.js";
import { SaliencyView } from "./saliency.js";
import { ShareView } from "./share.js";
import { Examples } from "./examples.js";
import { StepsView } from "./steps.js";
import { Tabs } from "./tabs.js";

/** @typedef {import("../page/api-types.js").Explanation} Explanation */
/** @typedef {import("../pad/reader.js").Read} Read */

/** Links that were made before name these views otherwise. @type {Record<string, string>} */
const FORMER_VIEWS = { ideals: "examples" };

class Page {
  #messages = new Messages(element("messages"), document.documentElement.lang);
  #announcer = new Announcer(element("live"));
  #colours = new ColourScale();
  #urls = element("inside").dataset;
  #network = /** @type {HTMLSelectElement} */ (element("network"));
  #clients = new NetworkClients(this.#network);
  #plain = /** @type {HTMLInputElement} */ (element("plain"));
  #tabs = new Tabs(/** @type {HTMLElement} */ (document.querySelector("[role=tablist]")));
  #answer = new Answer(element("answer"), this.#messages, this.#announcer);
  #layers = new LayersView(this.#messages, this.#announcer, this.#colours);
  #saliency = new SaliencyView(this.#messages, this.#announcer, this.#colours);
  #examples = new Examples(this.#messages, this.#urls.modelsUrl ?? "");
  /** @type {(Read & Explanation) | null} */
  #explanation = null;
  /** @type {Map<string, Promise<Network>>} */
  #networks = new Map();

  constructor() {
    const { drawing, player, paper } = layOutBoard(this.#messages, this.#announcer);
    tellRefusals(paper, drawing, this.#answer);
    this.drawing = drawing;
    this.player = player;
    this.picture = new Picture(drawing);
    this.image = new PadImage(drawing);
    this.steps = new StepsView(this.#messages, this.#announcer, this.#colours, this.picture.canvas);
    this.play = new PlayView(this.#messages, drawing, new URL(this.#urls.seriesUrl ?? "", location.href));
    this.own = ownHand(this.#clients.of(this.#network.dataset.default ?? ""), drawing, this.#messages, this.#announcer);
    this.share = new ShareView(this.#messages, (view) => this.#shared(view), () => this.#material());
    const render = () => this.picture.toPng(this.#tabs.chosen === "play" ? this.play.changes : UNCHANGED);
    this.reader = new Reader(drawing, render, () => this.#isPlain);
    this.other = new Predictor("", render);
    this.#chooseLastNetwork();
    this.#listen();
    this.#useNetwork();
    remember(drawing);
    this.#tabs.choose(this.#tabs.asked);
    this.#open();
    document.documentElement.dataset.ready = "";
  }

  #listen() {
    this.reader.addEventListener("answer", (event) => this.#explained(/** @type {CustomEvent} */ (event).detail));
    this.reader.addEventListener("status", (event) => this.#tellStatus(/** @type {CustomEvent} */ (event).detail));
    // While the steps are left out, the other predictor asks what the answer is with them.
    this.other.addEventListener("answer", (event) => {
      if (this.#plain.checked) this.steps.compare(/** @type {CustomEvent} */ (event).detail, this.#explanation);
    });
    // First: a stroke takes the picture's place before it is asked about.
    this.image.addEventListener("change", () => this.#imageChanged());
    this.drawing.addEventListener("change", () => this.#drawn());
    followDrawing(this.drawing, this.reader, () => this.#showEmpty());
    this.own?.hand.addEventListener("change", () => this.#tellHand());
    this.#tabs.addEventListener("choose", () => this.#chosen());
    this.#saliency.addEventListener("change", () => this.#ask());
    this.#layers.breaking.addEventListener("change", () => this.#ask());
    this.play.addEventListener("change", () => this.#ask());
    this.#plain.addEventListener("change", () => this.#ask());
    this.#examples.addEventListener("choose", (event) => this.image.put(/** @type {CustomEvent} */ (event).detail));
    this.#network.addEventListener("change", () => {
      keepModel(this.#network.value);
      this.#useNetwork();
      this.#showView();
    });
    addEventListener("hashchange", () => this.#open());
    followColours(() => this.#recolour());
    this.#drawColourScale();
  }

  /** Whether the picture is of the strokes as they are, cropped and centred as ever. */
  get #isPlain() {
    const { chosen } = this.#tabs;
    const isBroken = chosen === "layers" && "off" in this.#layers.breaking.query;
    const isChanged = this.#plain.checked || chosen === "play" || isBroken;
    return !isChanged && !this.drawing.ground && !this.picture.image;
  }

  #chooseLastNetwork() {
    const asked = new URLSearchParams(location.search).get("model") ?? lastModel();
    if (Array.from(this.#network.options).some(({ value }) => value === asked)) this.#network.value = asked ?? "";
  }

  #drawn() {
    this.picture.image = this.image.picture;
    if (this.#tabs.chosen === "share") this.share.refresh();
  }

  #imageChanged() {
    this.picture.image = this.image.picture;
    if (this.picture.isEmpty()) {
      this.reader.reset();
      this.#showEmpty();
    } else this.reader.restart();
    if (this.#tabs.chosen === "share") this.share.refresh();
  }

  /** Ask anew, in the way that is chosen now. */
  #ask() {
    const preprocessing = this.#plain.checked ? "plain" : "mnist";
    const model = this.#network.value;
    const query = new URLSearchParams({ model, preprocessing, ...this.#queryOfView() });
    this.reader.setEndpoint(`${this.#urls.explainUrl}?${query}`, { network: this.#clients.of(model), tellsMore: true });
    this.other.setEndpoint(`${this.#urls.predictUrl}?${new URLSearchParams({ model })}`);
    if (!this.picture.isEmpty()) this.reader.restart();
  }

  /** What the view that is shown asks for beside the layers. @returns {Record<string, string>} */
  #queryOfView() {
    const view = this.#tabs.chosen;
    if (view === "pixels") return this.#saliency.query;
    return { saliency: "none", ...(view === "layers" ? this.#layers.breaking.query : {}) };
  }

  async #useNetwork() {
    this.#layers.breaking.reset();
    this.#ask();
    const { value, selectedOptions } = this.#network;
    this.#clients.prepare(value);
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

  /** @param {Read & Partial<Explanation>} answer without layers where the page has answered itself */
  #explained(answer) {
    const dots = dotsOf(this.drawing);
    if (dots) return this.#dotted(dots);
    if (!answer.layers) {
      this.#answer.show(answer);
      this.own?.teaching.tell(answer);
      return this.#clearViews();
    }
    this.#explanation = /** @type {Read & Explanation} */ (answer);
    this.#answer.show(this.#shown ?? answer);
    this.#tellHand();
    element("changed-note").hidden = !(this.#tabs.chosen === "play" && this.play.isChanged);
    if (this.#plain.checked) this.other.update();
    else this.steps.compare(null, null);
    this.#showView();
  }

  /** What is shown is everyone's network; what the person's own makes of it is told beside. */
  async #tellHand() {
    const explanation = this.#explanation;
    if (!this.own || !explanation) return;
    const isServed = this.#network.value === this.#network.dataset.default;
    const asked = this.own.hand.answers && isServed && this.#isPlain ? this.own.network : null;
    const hand = asked && (await asked.read(this.drawing.strokes).catch(() => null));
    if (explanation === this.#explanation) this.own.teaching.tell(hand ? { ...explanation, hand } : explanation);
  }

  /** What bars and views show: the broken network's answer, where something is off. */
  get #shown() {
    const explanation = this.#explanation;
    return explanation?.broken ? { ...explanation, ...explanation.broken } : explanation;
  }

  #showView() {
    const view = this.#tabs.chosen;
    if (view === "examples") this.#examples.show(this.#network.value);
    if (view === "share") this.share.refresh();
    const shown = this.#shown;
    if (!shown) return;
    if (view === "steps") this.steps.show(shown);
    if (view === "layers") this.#layers.show(shown);
    if (view === "pixels") this.#saliency.show(shown);
    if (view === "play") this.play.show(this.picture.canvas, this.picture.image, this.#network.value);
  }

  /** Another view may ask for more, or for another picture. */
  #chosen() {
    this.#showView();
    this.#ask();
  }

  #showEmpty() {
    // Cleared, but for a picture on its way in the drawing's place.
    if (!this.picture.isEmpty()) return;
    this.#answer.showEmpty();
    this.#clearViews();
  }

  /** @param {import("../pad/predictor.js").Status} status */
  #tellStatus(status) {
    this.#answer.showStatus(status);
    const dots = dotsOf(this.drawing);
    if (dots && status.code === "blank-drawing") this.#dotted(dots);
  }

  /** @param {"dot" | "dots"} kind */
  #dotted(kind) {
    this.#answer.showDots(kind);
    this.#clearViews();
  }

  #clearViews() {
    this.#explanation = null;
    element("changed-note").hidden = true;
    this.steps.clear();
    this.#layers.clear();
    this.#saliency.clear();
    this.play.clear();
    this.steps.compare(null, null);
  }

  #recolour() {
    this.#colours.refresh();
    this.steps.recolour();
    this.#layers.recolour();
    this.#saliency.recolour();
    this.image.recolour();
    this.#showView();
    this.#drawColourScale();
  }

  #drawColourScale() {
    const canvas = /** @type {HTMLCanvasElement} */ (element("colour-scale"));
    contextOf(canvas).putImageData(this.#colours.image(1, 255, (_, column) => column / 127 - 1), 0, 0);
  }

  /** What a link to this page shares. @param {string} view @returns {import("./share-link.js").Shared} */
  #shared(view) {
    return {
      view,
      model: this.#network.value,
      digit: view === "pixels" ? (this.#saliency.query.class ?? "") : "",
      test: this.image.example?.index ?? null,
      strokes: [...this.drawing.strokes],
    };
  }

  #material() {
    const pixels = this.#explanation ? bytesOf(this.#explanation.input) : null;
    const { strokes, ground } = this.drawing;
    return { strokes, ground, image: this.picture.image, pixels };
  }

  /** Show what the address shares; a damaged one is said so, and nothing is changed. */
  #open() {
    element("link-notice").hidden = true;
    try {
      const shared = readFragment(location.hash);
      if (!shared) return;
      this.#showShared(shared).catch(() => this.#tellDamage());
    } catch {
      this.#tellDamage();
    }
    // Read once: a reload must not put the link's drawing over what was drawn since.
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  #tellDamage() {
    element("link-notice").hidden = false;
    this.#announcer.now(element("link-notice").textContent ?? "");
  }

  /** @param {import("./share-link.js").Shared} shared */
  async #showShared({ view, model, digit, test, strokes }) {
    if (Array.from(this.#network.options).some(({ value }) => value === model)) this.#network.value = model;
    this.#saliency.choose(digit);
    this.#tabs.choose(FORMER_VIEWS[view] ?? view);
    this.#useNetwork();
    const example = test === null ? undefined : await this.#examples.find(this.#network.value, test);
    if (example) this.image.put(example);
    else if (strokes.length > 0) await this.player.replay(strokes);
  }
}

new Page();
keepForOffline();
