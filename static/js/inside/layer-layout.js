// @ts-check
// Where the maps or units of a layer stand in its picture, each with its filter beside it.

import { channelsOf, isSpatial } from "./activations.js";

/** @typedef {import("./activations.js").Stage} Stage */
/** @typedef {{channel: number, row: number, column: number}} Unit */

const GAP = 6;
const TIGHT = 2;
const LABEL = 15;
// Sides of a map by how many there are.
const MAP_SIDES = [[8, 60], [16, 42], [36, 36], [Infinity, 32]];
const POOLED_SHARE = 0.72;
// A filter with one part, beside its map.
const SINGLE_SHARE = 0.45;
const CELL_SIDES = [[16, 24], [64, 16], [Infinity, 10]];
const CLASS_WIDTH = 52;
const INPUT_SIDE = 60;
const INPUT_FILTER = 42;

/** How many times as large as on a laptop letters are, and so the maps. */
export function growth() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}

/** @param {number[][]} table @param {number} count */
function lookUp(table, count) {
  return (table.find(([most]) => count <= most) ?? table[0])[1];
}

/** @param {Stage} stage */
export function hasClasses({ kind }) {
  return kind === "logits" || kind === "Softmax";
}

export class Tiles {
  /**
   * @param {Stage} stage @param {number} width room for all of them
   * @param {{columns: number, rows: number, wide: boolean} | null} parts how the filter's parts stand
   */
  constructor(stage, width, parts) {
    this.stage = stage;
    this.growth = growth();
    this.count = channelsOf(stage);
    this.mapSide = Math.round(this.#mapSide() * this.growth);
    const classWidth = Math.min(CLASS_WIDTH * this.growth, Math.floor(width / 10) - GAP);
    this.mapWidth = hasClasses(stage) ? classWidth : this.mapSide;
    this.parts = parts;
    const gap = this.count > 36 && !parts ? TIGHT : GAP;
    this.filterWidth = parts ? this.#filterWidth(parts) : 0;
    this.label = hasClasses(stage) ? LABEL * 2 * this.growth : 0;
    this.tileWidth = this.mapWidth + (parts ? this.filterWidth + 3 : 0) + gap;
    this.columns = Math.max(1, Math.min(this.count, Math.floor((width + gap) / this.tileWidth)));
    this.tileHeight = Math.max(this.mapSide, this.#filterHeight()) + this.label + gap;
    this.rows = Math.ceil(this.count / this.columns);
    this.width = this.columns * this.tileWidth;
    this.height = this.rows * this.tileHeight;
  }

  #mapSide() {
    const { kind, shape } = this.stage;
    if (kind === "Input") return INPUT_SIDE;
    if (!isSpatial(this.stage)) return hasClasses(this.stage) ? 18 : lookUp(CELL_SIDES, this.count);
    const side = lookUp(MAP_SIDES, this.count);
    return Math.max(kind === "MaxPooling2D" ? side * POOLED_SHARE : side, shape[0] * 1.5);
  }

  /** @param {{columns: number, rows: number, wide: boolean}} parts */
  #filterWidth({ columns, rows, wide }) {
    if (wide) return INPUT_FILTER * this.growth;
    if (columns * rows === 1) return this.mapSide * SINGLE_SHARE;
    return (this.mapSide / rows) * columns;
  }

  #filterHeight() {
    return this.parts?.wide ? INPUT_FILTER * this.growth : 0;
  }

  /** Upper left corner of a map. @param {number} channel */
  corner(channel) {
    return { x: (channel % this.columns) * this.tileWidth, y: Math.floor(channel / this.columns) * this.tileHeight };
  }

  /** Where paths reach a map and where they leave it: beside a class's label, not across it. @param {number} channel */
  ends(channel) {
    const { x, y } = this.corner(channel);
    const middle = y + this.mapSide / 2;
    const [top, bottom] = hasClasses(this.stage) ? [y, y + this.mapSide + this.label] : [middle, middle];
    return { x: x + this.mapWidth / 2, top, bottom };
  }

  /** A filter's part: its place and side. @param {number} channel @param {number} part */
  filterBox(channel, part) {
    const { x, y } = this.corner(channel);
    const { columns, rows } = /** @type {{columns: number, rows: number}} */ (this.parts);
    const side = this.filterWidth / columns;
    const [row, column] = [Math.floor(part / columns), part % columns];
    const top = columns * rows === 1 && !this.parts?.wide ? (this.mapSide - side) / 2 : row * side;
    return { x: x + this.mapWidth + 3 + column * side, y: y + top, side: side - (columns > 1 ? 1 : 0) };
  }

  /** @param {Unit} unit */
  unitBox({ channel, row, column }) {
    const { x, y } = this.corner(channel);
    const [rows, columns] = isSpatial(this.stage) ? this.stage.shape : [1, 1];
    const [width, height] = [this.mapWidth / columns, this.mapSide / rows];
    return { x: x + column * width, y: y + row * height, width, height };
  }

  /** The unit under a point; anywhere else in its tile, the nearest of its map. @param {number} x @param {number} y @returns {Unit | null} */
  unitAt(x, y) {
    const across = Math.floor(x / this.tileWidth);
    const channel = Math.floor(y / this.tileHeight) * this.columns + across;
    if (x < 0 || y < 0 || across >= this.columns || channel >= this.count) return null;
    const [rows, columns] = isSpatial(this.stage) ? this.stage.shape : [1, 1];
    const corner = this.corner(channel);
    const place = (/** @type {number} */ share, /** @type {number} */ count) =>
      Math.min(count - 1, Math.max(0, Math.floor(share * count)));
    return {
      channel,
      row: place((y - corner.y) / this.mapSide, rows),
      column: place((x - corner.x) / this.mapWidth, columns),
    };
  }

  /** The unit one step further, into the next map at a map's edge. @param {Unit} unit @param {number} dx @param {number} dy @param {boolean} byMap @returns {Unit} */
  step({ channel, row, column }, dx, dy, byMap) {
    const [rows, columns] = isSpatial(this.stage) ? this.stage.shape : [1, 1];
    const inside = { channel, row: row + dy, column: column + dx };
    const leaves = inside.row < 0 || inside.row >= rows || inside.column < 0 || inside.column >= columns;
    if (!byMap && !leaves) return inside;
    const next = channel + dx + dy * this.columns;
    if (next < 0 || next >= this.count) return { channel, row, column };
    if (byMap) return { channel: next, row, column };
    return { channel: next, row: (inside.row + rows) % rows, column: (inside.column + columns) % columns };
  }
}
