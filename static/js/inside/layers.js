// @ts-check
// The view of all layers: strips below each other, the unit under the pointer, the strongest paths.

import { element } from "../page/parts.js";
import { Turns } from "../page/turns.js";
import { Breaking, isBreakable } from "./breaking.js";
import { Inspector } from "./inspector.js";
import { strongestPath, strongestPaths } from "./paths.js";
import { isOf, sameNetwork, stagesOf } from "./activations.js";
import { nameOf, Strip } from "./layer-view.js";
import { growth, hasClasses } from "./layer-layout.js";

/** @typedef {import("./activations.js").Stage} Stage */
/** @typedef {import("../page/api-types.js").Explanation} Explanation */
/** @typedef {import("./network.js").Network} Network */
/** @typedef {import("./layer-layout.js").Unit} Unit */

const SVG = "http://www.w3.org/2000/svg";
// From this width on the picture stands beside the first layer's maps, and leaves its row to them.
const ROOM_BESIDE = 560;
const BESIDE_GAP = 10;

export class LayersView {
  #root = element("strips");
  #switch = /** @type {HTMLInputElement} */ (element("paths"));
  #turns = new Turns(this.#root);
  #inspectLater = () => this.#inspect();
  #drawPathsLater = () => this.#drawPaths();
  #messages;
  #announcer;
  #colours;
  #inspector;
  /** @type {Strip[]} */
  #strips = [];
  /** @type {Stage[]} */
  #stages = [];
  /** The weights, once they are there: they may come before the first answer of their network. @type {Network | null} */
  #weights = null;
  #lines = document.createElementNS(SVG, "svg");
  /** @type {{place: number, unit: Unit} | null} */
  #looked = null;
  /** @type {{place: number, unit: Unit} | null} */
  #held = null;
  #digit = -1;
  // Of the strips' pictures, measured when they are laid out and not at each answer.
  /** @type {{x: number, y: number}[]} */
  #corners = [];
  #width = 0;
  #isBeside = false;

  /** @param {import("../page/messages.js").Messages} messages @param {import("../page/announcer.js").Announcer} announcer @param {import("./colours.js").ColourScale} colours */
  constructor(messages, announcer, colours) {
    this.#messages = messages;
    this.#announcer = announcer;
    this.#colours = colours;
    this.#inspector = new Inspector(messages, colours);
    this.breaking = new Breaking(messages, announcer, (layer, unit) => this.#nameOf(layer, unit));
    this.breaking.addEventListener("change", () => this.#showBreaking());
    this.breaking.addEventListener("mode", () => this.#showBreaking());
    this.#lines.setAttribute("class", "path-lines");
    this.#lines.setAttribute("aria-hidden", "true");
    this.#switch.addEventListener("change", () => this.#drawPaths());
    new ResizeObserver(() => this.#fit()).observe(this.#root);
  }

  /** The weights of the layers that are shown. */
  get #network() {
    return this.#weights && isOf(this.#weights, this.#stages) ? this.#weights : null;
  }

  /** Whether the drawing is gone: its picture is always sent, as large as a layer may be. */
  get #isEmpty() {
    return !this.#stages[0]?.data;
  }

  /** @param {Network | null} network */
  useNetwork(network) {
    this.#weights = network;
    this.#fit();
  }

  recolour() {
    this.#fit();
  }

  /** @param {Explanation} explanation */
  show(explanation) {
    this.breaking.show(explanation);
    const stages = stagesOf(explanation);
    const rebuilt = !sameNetwork(stages, this.#stages);
    this.#stages = stages;
    this.#digit = explanation.digit;
    if (rebuilt) this.#build();
    else this.#showStages();
  }

  /** The drawing is gone: the layers stay, without values. */
  clear() {
    this.#stages = this.#stages.map((stage) => ({ ...stage, data: null, largest: 0 }));
    this.#digit = -1;
    this.breaking.show(null);
    this.#showStages();
  }

  #showStages() {
    for (const [place, strip] of this.#strips.entries()) {
      strip.show(this.#stages[place], this.#isEmpty);
      this.#turns.want(strip.draw);
    }
    this.#turns.want(this.#inspectLater);
    this.#turns.want(this.#drawPathsLater);
  }

  /** What is switched off is crossed out at once, before its answer is there. */
  #showBreaking() {
    for (const strip of this.#strips) {
      strip.showBreaking(this.breaking);
      strip.draw();
    }
  }

  /** @param {number} layer its place in the network @param {number} [unit] one of its units or maps */
  #nameOf(layer, unit) {
    const stage = this.#stages.find((each) => each.layer === layer);
    if (!stage) return "";
    return unit === undefined ? nameOf(stage, this.#messages) : this.#inspector.name(stage, unit);
  }

  #build() {
    this.#held = null;
    this.#looked = null;
    this.#strips = this.#stages.map((stage, place) => {
      const strip = new Strip(stage, this.#messages, this.#colours);
      strip.addEventListener("look", (event) => this.#look(place, /** @type {CustomEvent} */ (event).detail));
      strip.addEventListener("hold", (event) => this.#take(place, /** @type {CustomEvent} */ (event).detail));
      strip.addEventListener("all", () => this.breaking.toggleAll(this.#stages[place]));
      strip.showBreaking(this.breaking);
      return strip;
    });
    this.#root.replaceChildren(this.#lines, ...this.#strips.map((strip) => strip.element));
    this.#fit();
  }

  #fit() {
    const width = this.#root.clientWidth;
    this.#width = width;
    if (width === 0) return;
    this.#isBeside = width >= ROOM_BESIDE * growth();
    this.#root.classList.toggle("is-beside", this.#isBeside);
    this.#strips.forEach((strip, place) => {
      const taken = this.#isBeside && place === 1 ? this.#strips[0].tiles.tileWidth + BESIDE_GAP * growth() : 0;
      strip.fit(width - taken, this.#network, this.#stages[Math.max(0, place - 1)]);
    });
    const origin = this.#root.getBoundingClientRect();
    this.#corners = this.#strips.map(({ canvas }) => {
      const box = canvas.getBoundingClientRect();
      return { x: box.left - origin.left, y: box.top - origin.top };
    });
    this.#inspect();
    this.#drawPaths();
  }

  /** @param {number} place @param {Unit | null} unit */
  #look(place, unit) {
    this.#looked = unit && { place, unit };
    this.#inspect();
    if (unit && document.activeElement === this.#strips[place].canvas) {
      const stage = this.#stages[place];
      const off = this.breaking.offIn(stage).has(unit.channel) ? ` ${this.#messages.text("break.is-off")}` : "";
      this.#announcer.now(this.#inspector.title(stage, unit) + off);
    }
  }

  /** Break a unit, or keep it in sight, whichever is chosen. @param {number} place @param {Unit} unit */
  #take(place, unit) {
    const stage = this.#stages[place];
    if (!this.breaking.isOn) return this.#hold(place, unit);
    if (isBreakable(stage)) this.breaking.toggle(stage, unit.channel, this.#inspector.name(stage, unit.channel));
    else this.#announcer.now(this.#messages.text("break.fixed"));
  }

  /** Keep a unit in sight until it is chosen again. @param {number} place @param {Unit} unit */
  #hold(place, unit) {
    const same = this.#held?.place === place && JSON.stringify(this.#held.unit) === JSON.stringify(unit);
    this.#held = same ? null : { place, unit };
    this.#inspect();
  }

  #inspect() {
    const shown = this.#looked ?? this.#held;
    this.#strips.forEach((strip, place) => {
      const unit = shown?.place === place ? shown.unit : null;
      const looks = shown && this.#network && place < shown.place;
      const field = looks ? this.#network?.field(this.#stages, shown.place, shown.unit.row, shown.unit.column, place) : null;
      strip.mark(unit, field ?? null);
    });
    if (!shown || this.#stages.length === 0) this.#inspector.clear();
    else {
      const held = shown === this.#held || JSON.stringify(shown) === JSON.stringify(this.#held);
      this.#inspector.show(this.#stages, shown.place, shown.unit, this.#network, held);
    }
  }

  #drawPaths() {
    this.#lines.replaceChildren();
    element("path-sentence").textContent = "";
    if (!this.#switch.checked || !this.#network || this.#digit < 0 || this.#width === 0) return;
    const edges = strongestPaths(this.#network, this.#stages, this.#digit);
    const corners = this.#corners;
    const ends = (/** @type {number} */ place, /** @type {number} */ channel) => {
      const { x, top, bottom } = this.#strips[place].tiles.ends(channel);
      return { x: x + corners[place].x, top: top + corners[place].y, bottom: bottom + corners[place].y };
    };
    for (const { place, from, to, strength } of edges) {
      // The one picture is what all of the first layer's maps are made of: beside them, no line says more.
      if (place === 1 && this.#isBeside) continue;
      const [before, after] = [ends(place - 1, from), ends(place, to)];
      const [a, b] = [{ x: before.x, y: before.bottom }, { x: after.x, y: after.top }];
      const line = document.createElementNS(SVG, "path");
      const bend = (b.y - a.y) / 2;
      line.setAttribute("d", `M${a.x} ${a.y}C${a.x} ${a.y + bend} ${b.x} ${b.y - bend} ${b.x} ${b.y}`);
      line.setAttribute("stroke-width", String(1 + 3 * strength));
      this.#lines.append(line);
    }
    this.#describePath(edges);
  }

  /** @param {import("./paths.js").Edge[]} edges */
  #describePath(edges) {
    const path = strongestPath(edges, this.#stages.length - 1, this.#digit);
    const names = path
      .filter(({ place }) => !hasClasses(this.#stages[place]))
      .map(({ place, channel }) => `${nameOf(this.#stages[place], this.#messages)} (${channel})`);
    const sentence = this.#messages.text("path.sentence", { digit: this.#digit, path: names.join(" → ") });
    element("path-sentence").textContent = sentence;
  }
}
