// @ts-check
// One unit: where it is, the patch that it looks at, and its sum, number by number.

import { drawSharp, fitted } from "./colours.js";
import { element } from "../page/parts.js";
import { figure, percent } from "./number-format.js";
import { channelsOf, isSpatial } from "./activations.js";
import { hasClasses } from "./layer-layout.js";
import { nameOf } from "./layer-view.js";

/** @typedef {import("./activations.js").Stage} Stage */
/** @typedef {import("./network.js").Network} Network */
/** @typedef {import("./network.js").Field} Field */
/** @typedef {import("./network.js").Term} Term */
/** @typedef {import("./layer-layout.js").Unit} Unit */

const FIELD_SIDE = 112;
// Terms that are spelled out; the others are one line, but for a unit that is held fast.
const SPELLED_OUT = 9;

/** @param {string} tag @param {string} text @param {string} [name] */
function made(tag, text, name = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  if (name) node.className = name;
  return node;
}

export class Inspector {
  #messages;
  #colours;

  /** @param {import("../page/messages.js").Messages} messages @param {import("./colours.js").ColourScale} colours */
  constructor(messages, colours) {
    this.#messages = messages;
    this.#colours = colours;
  }

  clear() {
    element("unit").hidden = true;
    element("unit-hint").hidden = false;
  }

  /** @param {Stage[]} stages @param {number} place @param {Unit} unit @param {Network | null} network @param {boolean} held */
  show(stages, place, unit, network, held) {
    element("unit").hidden = false;
    element("unit-hint").hidden = true;
    element("unit").dataset.held = String(held);
    element("unit-title").textContent = this.title(stages[place], unit);
    const field = network ? network.field(stages, place, unit.row, unit.column) : null;
    this.#showField(stages[0], field);
    element("unit-sum").replaceChildren(...this.#sum(stages, place, unit, network, held));
  }

  /** Name, place and value of a unit. @param {Stage} stage @param {Unit} unit */
  title(stage, { channel, row, column }) {
    const { data, shape, kind } = stage;
    const at = isSpatial(stage) ? (row * shape[1] + column) * shape[2] + channel : channel;
    const number = data ? data[at] : 0;
    const value = kind === "Softmax" ? percent(number) : figure(number);
    const layer = nameOf(stage, this.#messages);
    if (kind === "Input") return this.#messages.text("unit.pixel", { row, column, value });
    if (hasClasses(stage)) return this.#messages.text("unit.class", { layer, unit: channel, value });
    const [map, maps] = [channel + 1, channelsOf(stage)];
    if (!isSpatial(stage)) return this.#messages.text("unit.unit", { layer, unit: map, units: maps, value });
    return this.#messages.text("unit.map", { layer, map, maps, row, column, value });
  }

  /** @param {Stage} input @param {Field | null} field */
  #showField(input, field) {
    const [rows, columns] = input.shape;
    const value = (/** @type {number} */ row, /** @type {number} */ column) => input.data?.[row * columns + column] ?? 0;
    const whole = field ?? { top: 0, bottom: rows - 1, left: 0, right: columns - 1 };
    const picture = /** @type {HTMLCanvasElement} */ (element("unit-field"));
    const context = fitted(picture, FIELD_SIDE, FIELD_SIDE);
    drawSharp(context, this.#colours.image(rows, columns, value), 0, 0, FIELD_SIDE, FIELD_SIDE);
    const unit = FIELD_SIDE / rows;
    const [height, width] = [whole.bottom - whole.top + 1, whole.right - whole.left + 1];
    context.strokeStyle = getComputedStyle(picture).color;
    context.lineWidth = 2;
    context.strokeRect(whole.left * unit, whole.top * unit, width * unit, height * unit);
    const side = FIELD_SIDE / Math.max(height, width);
    const patch = this.#colours.image(height, width, (row, column) => value(whole.top + row, whole.left + column));
    const canvas = /** @type {HTMLCanvasElement} */ (element("unit-patch"));
    drawSharp(fitted(canvas, FIELD_SIDE, FIELD_SIDE), patch, 0, 0, width * side, height * side);
    const text = this.#messages.text(field ? "unit.field" : "unit.field.all", { ...whole });
    element("unit-field-text").textContent = text;
    picture.setAttribute("aria-label", text);
  }

  /** @param {Stage[]} stages @param {number} place @param {Unit} unit @param {Network | null} network @param {boolean} held */
  #sum(stages, place, unit, network, held) {
    const stage = stages[place];
    const before = stages[place - 1];
    if (!before?.data || !stage.data || !network) return [];
    if (stage.kind === "MaxPooling2D") return this.#largest(stages, place, unit, network);
    if (stage.kind === "Softmax") {
      const logit = figure(before.data[unit.channel]);
      return [made("p", this.#messages.text("unit.softmax", { logit }))];
    }
    const terms = network.terms(stages, place, unit.row, unit.column, unit.channel);
    if (terms.length === 0) return [];
    const bias = network.bias(stage, unit.channel);
    const grid = this.#products(stage, before, terms);
    const shown = grid.length > 0 ? 0 : held ? terms.length : SPELLED_OUT;
    return [...grid, this.#list(before, terms, bias, stage.activation === "relu", shown)];
  }

  /** @param {Stage[]} stages @param {number} place @param {Unit} unit @param {Network} network */
  #largest(stages, place, { channel, row, column }, network) {
    const before = stages[place - 1];
    const field = /** @type {Field} */ (network.field(stages, place, row, column, place - 1));
    const [, columns, channels] = before.shape;
    const table = document.createElement("table");
    table.className = "products";
    let [count, most] = [0, -Infinity];
    for (let y = field.top; y <= field.bottom; y++) {
      const line = table.insertRow();
      for (let x = field.left; x <= field.right; x++) {
        const value = before.data?.[(y * columns + x) * channels + channel] ?? 0;
        line.insertCell().textContent = figure(value);
        count += 1;
        most = Math.max(most, value);
      }
    }
    const sentence = made("p", `${this.#messages.text("unit.pool", { count })} → ${figure(most)}`);
    return [sentence, table];
  }

  /** The products of a filter with few parts, each where it is in the patch. @param {Stage} stage @param {Stage} before @param {Term[]} terms */
  #products(stage, before, terms) {
    if (!isSpatial(stage) || channelsOf(before) !== 1) return [];
    const columns = before.shape[1];
    const table = document.createElement("table");
    table.className = "products";
    const caption = table.createCaption();
    caption.textContent = this.#messages.text("unit.terms");
    const most = Math.max(1e-9, ...terms.map(({ value, weight }) => Math.abs(value * weight)));
    let row = -1;
    /** @type {HTMLTableRowElement | null} */
    let line = null;
    for (const { from, value, weight } of terms) {
      if (Math.floor(from / columns) !== row) line = table.insertRow();
      row = Math.floor(from / columns);
      const cell = /** @type {HTMLTableRowElement} */ (line).insertCell();
      const product = value * weight;
      cell.append(made("span", `${figure(value)} × ${figure(weight)}`, "factors"), made("b", figure(product)));
      cell.style.borderColor = this.#colours.css(product / most);
    }
    return [table];
  }

  /** @param {Stage} before @param {Term[]} terms @param {number} bias @param {boolean} relu @param {number} shown how many terms are spelled out */
  #list(before, terms, bias, relu, shown) {
    const size = (/** @type {Term} */ term) => Math.abs(term.value * term.weight);
    const total = terms.reduce((sum, { value, weight }) => sum + value * weight, bias);
    const sorted = [...terms].sort((a, b) => size(b) - size(a));
    const spelled = sorted.slice(0, shown).filter((term) => size(term) > 0);
    const list = document.createElement("table");
    list.className = "terms";
    const line = (/** @type {string} */ name, /** @type {string} */ factors, /** @type {number} */ value, /** @type {string} */ kind = "") => {
      const row = list.insertRow();
      row.className = kind;
      row.append(made("th", name), made("td", factors), made("td", figure(value), "product"));
    };
    for (const term of spelled) {
      line(this.#source(before, term.from), `${figure(term.value)} × ${figure(term.weight)}`, term.value * term.weight);
    }
    const rest = sorted.slice(spelled.length);
    const others = rest.reduce((sum, { value, weight }) => sum + value * weight, 0);
    const key = shown === 0 ? "unit.products" : "unit.others";
    if (rest.length > 0) line(this.#messages.text(key, { count: rest.length }), "", others);
    line(this.#messages.text("unit.bias"), "", bias);
    line(this.#messages.text("unit.sum"), "", total, "total");
    if (relu) line(this.#messages.text("unit.relu"), "", Math.max(0, total), "total");
    const frame = made("div", "", "terms-frame");
    frame.append(list);
    return frame;
  }

  /** @param {Stage} before @param {number} from */
  #source(before, from) {
    if (!isSpatial(before)) return this.#messages.text("unit.from.unit", { unit: from + 1 });
    const [, columns, channels] = before.shape;
    const cell = Math.floor(from / channels);
    const place = { row: Math.floor(cell / columns), column: cell % columns };
    if (channels === 1) return `${place.row}, ${place.column}`;
    return this.#messages.text("unit.from.cell", { map: (from % channels) + 1, ...place });
  }
}
