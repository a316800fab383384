// @ts-check
// The winner's probability along a slider, as a curve and as a table.

import { element } from "../page/parts.js";
import { percent } from "./number-format.js";

const SVG = "http://www.w3.org/2000/svg";
const BOX = { left: 84, right: 608, top: 30, bottom: 206 };

/** @typedef {{value: number, share: number, digit: number | null}} Sample the winner's share and the digit read */

/** @param {string} tag @param {Record<string, string | number>} attributes @param {string} [text] */
function drawn(tag, attributes, text = "") {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  if (text) node.textContent = text;
  return node;
}

export class Curve {
  #chart = element("curve");
  #table = /** @type {HTMLTableElement} */ (element("curve-table"));
  #messages;

  /** @param {import("../page/messages.js").Messages} messages */
  constructor(messages) {
    this.#messages = messages;
  }

  clear() {
    this.#chart.replaceChildren();
    this.#table.replaceChildren();
    element("curve-title").textContent = this.#messages.text("curve.empty");
  }

  /** @param {{label: string, low: number, high: number, now: number, unit: string}} axis @param {number} winner @param {Sample[]} samples */
  show({ label, low, high, now, unit }, winner, samples) {
    const x = (/** @type {number} */ value) => BOX.left + ((value - low) / (high - low)) * (BOX.right - BOX.left);
    const y = (/** @type {number} */ share) => BOX.bottom - share * (BOX.bottom - BOX.top);
    const lines = [0, 0.5, 1].flatMap((share) => [
      drawn("line", { class: "curve-grid", x1: BOX.left, x2: BOX.right, y1: y(share), y2: y(share) }),
      drawn("text", { class: "curve-label", x: BOX.left - 8, y: y(share) + 4, "text-anchor": "end" }, percent(share)),
    ]);
    const ends = [low, (low + high) / 2, high].map((value) =>
      drawn("text", { class: "curve-label", x: x(value), y: BOX.bottom + 22, "text-anchor": "middle" }, `${value}${unit}`),
    );
    const points = samples.map(({ value, share }) => `${x(value)},${y(share)}`).join(" ");
    const dots = samples.map(({ value, share }) => drawn("circle", { class: "curve-dot", cx: x(value), cy: y(share), r: 3.5 }));
    const read = samples.map(({ value, digit }) =>
      drawn("text", { class: digit === winner ? "curve-read" : "curve-misread", x: x(value), y: 16, "text-anchor": "middle" }, digit === null ? "·" : String(digit)),
    );
    const place = drawn("line", { class: "curve-now", x1: x(now), x2: x(now), y1: BOX.top, y2: BOX.bottom });
    this.#chart.replaceChildren(...lines, ...ends, place, drawn("polyline", { class: "curve-line", points }), ...dots, ...read);
    element("curve-title").textContent = this.#messages.text("curve.title", { digit: winner, slider: label });
    this.#list(label, unit, winner, samples);
  }

  /** @param {string} label @param {string} unit @param {number} winner @param {Sample[]} samples */
  #list(label, unit, winner, samples) {
    const heading = document.createElement("tr");
    const names = [label, this.#messages.text("curve.share", { digit: winner }), this.#messages.text("curve.read")];
    heading.append(...names.map((name) => Object.assign(document.createElement("th"), { textContent: name, scope: "col" })));
    const rows = samples.map(({ value, share, digit }) => {
      const row = document.createElement("tr");
      for (const text of [`${value}${unit}`, percent(share), digit === null ? "–" : String(digit)]) {
        row.insertCell().textContent = text;
      }
      return row;
    });
    this.#table.replaceChildren(heading, ...rows);
  }
}
