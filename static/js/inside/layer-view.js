// @ts-check
// One layer: its name, and all its maps or units in one picture, by pointer, touch and keyboard.

import { contextOf } from "../page/canvas.js";
import { plainKeyOf } from "../page/keys.js";
import { element } from "../page/parts.js";
import { fitted } from "./colours.js";
import { drawFilters, MOST_PARTS, partsOf } from "./filters.js";
import { figure, percent, tenths } from "./number-format.js";
import { channelsOf, isSpatial, strongestPlace } from "./activations.js";
import { isBreakable } from "./breaking.js";
import { hasClasses, Tiles } from "./layer-layout.js";

/** @typedef {import("./activations.js").Stage} Stage */
/** @typedef {import("./network.js").Network} Network */
/** @typedef {import("./network.js").Field} Field */
/** @typedef {import("./layer-layout.js").Unit} Unit */

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** Kinds of layers by their key in the glossary. @type {Record<string, string>} */
const GLOSSED = { Conv2D: "convolution", MaxPooling2D: "pooling", Dense: "dense", logits: "logit", Softmax: "softmax" };
// Under so many pixels a class has room for one decimal only.
const NARROW = 44;

/** The layer's name in the page's language. @param {Stage} stage @param {import("../page/messages.js").Messages} messages */
export function nameOf({ kind, number }, messages) {
  return messages.text(`layer.${kind}`, { number });
}

/** Tells `look` (detail: Unit or null), `hold` (detail: Unit), and `all` where the whole layer is meant. */
export class Strip extends EventTarget {
  element = document.createElement("section");
  #canvas = document.createElement("canvas");
  #note = document.createElement("span");
  #strongest = document.createElement("span");
  #all = document.createElement("button");
  /** Of the units, those that are switched off. @type {ReadonlySet<number>} */
  #off = new Set();
  #messages;
  #colours;
  #filters = document.createElement("canvas");
  // All maps side by side, a pixel a unit: written at once, then drawn enlarged.
  #cells = document.createElement("canvas");
  #style = { color: "", fontFamily: "" };
  /** @type {Network | null} */
  #network = null;
  #isEmpty = false;
  /** Where the keyboard is; null until it was there. @type {Unit | null} */
  #focused = null;
  /** @type {{unit: Unit | null, field: Field | null}} */
  #marks = { unit: null, field: null };

  /** @param {Stage} stage @param {import("../page/messages.js").Messages} messages @param {import("./colours.js").ColourScale} colours */
  constructor(stage, messages, colours) {
    super();
    this.stage = stage;
    this.#messages = messages;
    this.#colours = colours;
    this.tiles = new Tiles(stage, 600, null);
    this.#build();
    this.#listen();
  }

  /** The layer's weights, once they are there. */
  get #kernel() {
    return this.stage.layer < 0 ? null : (this.#network?.layers[this.stage.layer]?.kernel ?? null);
  }

  get canvas() {
    return this.#canvas;
  }

  #build() {
    const heading = document.createElement("h2");
    heading.append(this.#name());
    const line = document.createElement("p");
    line.append(heading, this.#note, this.#strongest);
    if (isBreakable(this.stage)) line.append(this.#allButton());
    line.className = "strip-head";
    this.#strongest.className = "strongest";
    this.element.className = "strip";
    this.element.dataset.kind = this.stage.kind;
    this.#canvas.className = "cells";
    this.#canvas.tabIndex = 0;
    this.#canvas.setAttribute("role", "application");
    this.#canvas.setAttribute("aria-describedby", "cells-help");
    this.element.append(line, this.#canvas);
  }

  #allButton() {
    this.#all.type = "button";
    this.#all.className = "tool all-off";
    this.#all.hidden = true;
    this.#all.addEventListener("click", () => this.dispatchEvent(new Event("all")));
    return this.#all;
  }

  /** What is switched off is crossed out from the next drawing on. @param {import("./breaking.js").Breaking} breaking */
  showBreaking(breaking) {
    this.#off = new Set(breaking.offIn(this.stage));
    this.#all.hidden = !breaking.isOn;
    const isOff = this.#off.size === channelsOf(this.stage);
    this.#all.textContent = this.#messages.text(isOff ? "break.all.on" : "break.all.off");
    this.#all.setAttribute("aria-label", `${nameOf(this.stage, this.#messages)}: ${this.#all.textContent}`);
    this.element.classList.toggle("is-breakable", breaking.isOn && isBreakable(this.stage));
  }

  /** The layer's name; the kinds that the glossary has are explained one tap away. */
  #name() {
    const name = nameOf(this.stage, this.#messages);
    const key = GLOSSED[this.stage.kind];
    if (!key) return name;
    const link = Object.assign(document.createElement("a"), { className: "gloss", textContent: name });
    link.href = `${element("strips").dataset.glossaryUrl}#${key}`;
    link.dataset.term = key;
    return link;
  }

  #listen() {
    const canvas = this.#canvas;
    const unitOf = (/** @type {PointerEvent | MouseEvent} */ event) => {
      const box = canvas.getBoundingClientRect();
      return this.tiles.unitAt(event.clientX - box.left, event.clientY - box.top);
    };
    canvas.addEventListener("pointermove", (event) => this.#tell("look", unitOf(event)));
    canvas.addEventListener("pointerleave", () => this.#tell("look", null));
    // Not a click: the inspector, as it opens, may slide under the pointer before it is lifted.
    /** @type {Unit | null} */
    let pressed = null;
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      pressed = unitOf(event);
    });
    canvas.addEventListener("pointercancel", () => {
      pressed = null;
    });
    canvas.addEventListener("pointerup", () => {
      if (!pressed) return;
      this.#focused = pressed;
      this.#tell("hold", pressed);
      pressed = null;
    });
    canvas.addEventListener("focus", () => {
      if (canvas.matches(":focus-visible")) this.#tell("look", this.#at);
    });
    canvas.addEventListener("blur", () => this.#tell("look", null));
    canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const key = plainKeyOf(event);
    const arrow = ARROWS[key];
    if (arrow) {
      event.preventDefault();
      this.#focused = this.tiles.step(this.#at, arrow[0], arrow[1], event.shiftKey);
      this.#tell("look", this.#focused);
    } else if (key === "Enter" || key === " ") {
      event.preventDefault();
      this.#focused = this.#at;
      this.#tell("hold", this.#focused);
    }
  }

  /** Where the keyboard is, at first on the unit that says most. */
  get #at() {
    return this.#focused ?? this.#strongestUnit();
  }

  /** @returns {Unit} */
  #strongestUnit() {
    const { shape } = this.stage;
    const place = strongestPlace(this.stage);
    if (!isSpatial(this.stage)) return { channel: place, row: 0, column: 0 };
    const cell = Math.floor(place / shape[2]);
    return { channel: place % shape[2], row: Math.floor(cell / shape[1]), column: cell % shape[1] };
  }

  /** @param {"look" | "hold"} type @param {Unit | null} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Lay the maps out anew, with the filters once there are weights. @param {number} width @param {Network | null} network @param {Stage} before */
  fit(width, network, before) {
    this.#network = network;
    this.tiles = new Tiles(this.stage, width, partsOf(this.stage, before, this.#kernel));
    this.#canvas.style.width = `${this.tiles.width}px`;
    this.#canvas.style.height = `${this.tiles.height}px`;
    const { color, fontFamily } = getComputedStyle(this.element);
    this.#style = { color, fontFamily };
    this.#describe(before);
    this.#drawFilters(before);
    this.draw();
  }

  /** @param {Stage} before */
  #describe(before) {
    const [height, width] = this.stage.shape;
    const count = channelsOf(this.stage);
    const text = (/** @type {string} */ key, values = {}) => this.#messages.text(key, values);
    let size = text("layer.units", { count });
    if (this.stage.kind === "Input") size = text("layer.map", { height, width });
    else if (isSpatial(this.stage)) size = text("layer.maps", { count, height, width });
    const parts = isSpatial(before) ? channelsOf(before) : 1;
    let filters = "";
    if (this.tiles.parts?.wide) filters = text("layer.filters.inputs");
    else if (this.tiles.parts && parts > MOST_PARTS) filters = text("layer.filters.mean", { count: parts });
    else if (this.tiles.parts) filters = text("layer.filters");
    this.#note.textContent = filters ? `${size}, ${filters}` : size;
    this.#canvas.setAttribute("aria-label", `${nameOf(this.stage, this.#messages)}: ${this.#note.textContent}`);
  }

  /** @param {Stage} before */
  #drawFilters(before) {
    const { width, height } = this.tiles;
    const context = fitted(this.#filters, width, height);
    const kernel = this.#kernel;
    if (this.tiles.parts && kernel) drawFilters(context, this.tiles, kernel, before, this.#colours);
  }

  /** Show what the layer made of the drawing now, as soon as it is drawn. @param {Stage} stage @param {boolean} isEmpty whether nothing is drawn */
  show(stage, isEmpty) {
    this.stage = stage;
    this.#isEmpty = isEmpty;
    this.tiles.stage = stage;
  }

  draw = () => {
    const { width, height, count } = this.tiles;
    const context = fitted(this.#canvas, width, height);
    context.drawImage(this.#filters, 0, 0, width, height);
    const headline = this.#headline();
    if (this.#strongest.textContent !== headline) this.#strongest.textContent = headline;
    if (isSpatial(this.stage)) this.#writeCells();
    context.imageSmoothingEnabled = false;
    for (let channel = 0; channel < count; channel++) this.#drawMap(context, channel);
    for (const channel of this.#off) this.#crossOut(context, channel);
    this.#drawMarks(context);
  };

  #headline() {
    const { data, largest, kind } = this.stage;
    const isEnd = kind === "Input" || kind === "Softmax";
    if (this.#isEmpty) return isEnd ? this.#messages.text("layer.empty") : "";
    if (!data) return this.#messages.text("layer.missing");
    if (isEnd) return "";
    return this.#messages.text("layer.strongest", { value: figure(largest) });
  }

  #writeCells() {
    const { data, shape, largest } = this.stage;
    const [rows, columns, count] = shape;
    const scale = largest || 1;
    if (this.#cells.width !== columns * count || this.#cells.height !== rows) {
      this.#cells.width = columns * count;
      this.#cells.height = rows;
    }
    const image = this.#colours.image(rows, columns * count, (row, at) => {
      const channel = Math.floor(at / columns);
      return data ? data[(row * columns + (at % columns)) * count + channel] / scale : 0;
    });
    contextOf(this.#cells).putImageData(image, 0, 0);
  }

  /** @param {CanvasRenderingContext2D} context @param {number} channel */
  #drawMap(context, channel) {
    const { data, shape, largest } = this.stage;
    const { x, y } = this.tiles.corner(channel);
    const { mapWidth, mapSide } = this.tiles;
    const scale = largest || 1;
    if (!isSpatial(this.stage)) {
      context.fillStyle = this.#colours.css(data ? data[channel] / scale : 0);
      context.fillRect(x, y, mapWidth, mapSide);
      if (hasClasses(this.stage)) this.#label(context, channel, x, y + mapSide);
      return;
    }
    const [rows, columns] = shape;
    context.drawImage(this.#cells, channel * columns, 0, columns, rows, x, y, mapWidth, mapSide);
  }

  /** @param {CanvasRenderingContext2D} context @param {number} channel */
  #crossOut(context, channel) {
    const { x, y } = this.tiles.corner(channel);
    const { mapWidth, mapSide } = this.tiles;
    context.strokeStyle = this.#style.color;
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(x + 1, y + 1);
    context.lineTo(x + mapWidth - 1, y + mapSide - 1);
    context.moveTo(x + mapWidth - 1, y + 1);
    context.lineTo(x + 1, y + mapSide - 1);
    context.stroke();
  }

  /** @param {CanvasRenderingContext2D} context @param {number} channel @param {number} x @param {number} y */
  #label(context, channel, x, y) {
    const { data, kind } = this.stage;
    const style = this.#style;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.fillStyle = style.color;
    const { growth, mapWidth } = this.tiles;
    context.font = `700 ${13 * growth}px ${style.fontFamily}`;
    context.fillText(String(channel), x + mapWidth / 2, y + 2 * growth);
    if (!data) return;
    const isNarrow = mapWidth < NARROW * growth;
    context.font = `${(isNarrow ? 10 : 12) * growth}px ${style.fontFamily}`;
    const number = isNarrow ? tenths(data[channel]) : figure(data[channel]);
    const value = kind === "Softmax" ? percent(data[channel]) : number;
    context.fillText(value, x + mapWidth / 2, y + 16 * growth);
  }

  /** Mark a unit, or what a later unit looks at in every map. @param {Unit | null} unit @param {Field | null} field */
  mark(unit, field) {
    const { unit: oldUnit, field: oldField } = this.#marks;
    if (unit === oldUnit && field === oldField) return;
    this.#marks = { unit, field };
    this.draw();
  }

  /** @param {CanvasRenderingContext2D} context */
  #drawMarks(context) {
    const { unit, field } = this.#marks;
    context.strokeStyle = this.#style.color;
    context.lineWidth = 1.5;
    if (field && isSpatial(this.stage)) {
      for (let channel = 0; channel < this.tiles.count; channel++) {
        const first = this.tiles.unitBox({ channel, row: field.top, column: field.left });
        const last = this.tiles.unitBox({ channel, row: field.bottom, column: field.right });
        context.strokeRect(first.x, first.y, last.x + last.width - first.x, last.y + last.height - first.y);
      }
    }
    if (unit) {
      const { x, y, width, height } = this.tiles.unitBox(unit);
      context.lineWidth = 2;
      context.strokeRect(x - 1, y - 1, width + 2, height + 2);
    }
  }
}
