// @ts-check
// A chart of lines as SVG: axes, a few lines, a legend. What it shows is in a table below it, too.

import { svg } from "./svg.js";

/**
 * @typedef {{name: string, xs: number[], ys: number[], style: string, points?: boolean}} Line
 * @typedef {{from: number, to: number, ticks: number[], name: string, log?: boolean,
 *   format: (value: number) => string}} Axis
 * @typedef {{title: string, x: Axis, y: Axis, lines: Line[], marks?: {x: number, name: string, low: boolean}[]}} Chart
 */

const WIDTH = 460;
const HEIGHT = 300;
const LEFT = 62;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 46;

/** @param {Axis} axis @param {number} start @param {number} end @returns {(value: number) => number} */
function scale({ from, to, log }, start, end) {
  const map = log ? Math.log10 : (/** @type {number} */ value) => value;
  const span = map(to) - map(from) || 1;
  return (value) => start + ((map(value) - map(from)) / span) * (end - start);
}

/** @param {Chart} chart @param {(value: number) => number} x @param {(value: number) => number} y */
function axes(chart, x, y) {
  const floor = HEIGHT - BOTTOM;
  const parts = [];
  for (const value of chart.y.ticks) {
    parts.push(svg("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value) }));
    const place = { class: "tick", x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" };
    parts.push(svg("text", place, [chart.y.format(value)]));
  }
  for (const value of chart.x.ticks) {
    const place = { class: "tick", x: x(value), y: floor + 19, "text-anchor": "middle" };
    parts.push(svg("text", place, [chart.x.format(value)]));
  }
  parts.push(svg("line", { class: "axis", x1: LEFT, x2: WIDTH - RIGHT, y1: floor, y2: floor }));
  const middle = { class: "axis-name", x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 6 };
  parts.push(svg("text", { ...middle, "text-anchor": "middle" }, [chart.x.name]));
  return parts;
}

/** @param {Line} line @param {(value: number) => number} x @param {(value: number) => number} y */
function drawn(line, x, y) {
  const points = line.xs.map((value, i) => `${x(value).toFixed(1)},${y(line.ys[i]).toFixed(1)}`);
  const group = svg("g", { class: `line line-${line.style}` });
  group.append(svg("polyline", { points: points.join(" ") }));
  if (line.points) {
    for (const point of points) {
      const [cx, cy] = point.split(",");
      group.append(svg("circle", { cx, cy, r: 4 }));
    }
  }
  return group;
}

/** @param {Line[]} lines */
function legend(lines) {
  const list = document.createElement("ul");
  list.className = "chart-legend";
  for (const { name, style } of lines) {
    const entry = document.createElement("li");
    const sample = svg("svg", { viewBox: "0 0 28 10", "aria-hidden": "true", class: `line line-${style}` });
    sample.append(svg("polyline", { points: "1,5 27,5" }));
    entry.append(sample, name);
    list.append(entry);
  }
  return list;
}

/** Draw a chart. @param {Chart} chart @returns {HTMLElement} */
export function lineChart(chart) {
  const x = scale(chart.x, LEFT, WIDTH - RIGHT);
  const y = scale(chart.y, HEIGHT - BOTTOM, TOP);
  const picture = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": chart.title,
    class: "chart",
  });
  picture.append(...axes(chart, x, y));
  for (const { x: at, name, low } of chart.marks ?? []) {
    picture.append(svg("line", { class: "mark", x1: x(at), x2: x(at), y1: TOP, y2: HEIGHT - BOTTOM }));
    const end = x(at) > WIDTH / 2;
    const place = { class: "tick", x: x(at) + (end ? -6 : 6), y: low ? HEIGHT - BOTTOM - 8 : TOP + 10, "text-anchor": end ? "end" : "start" };
    picture.append(svg("text", place, [name]));
  }
  for (const line of chart.lines) picture.append(drawn(line, x, y));
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = chart.title;
  figure.append(caption, picture, legend(chart.lines));
  return figure;
}
