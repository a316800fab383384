// @ts-check
// The report's charts: what lies on which axis.

import { lineChart } from "./line-chart.js";

/**
 * @typedef {import("../page/messages.js").Messages} Messages
 * @typedef {import("./line-chart.js").Axis} Axis
 * @typedef {import("../page/api-types.js").Report} Report
 * @typedef {import("../page/api-types.js").RobustnessCurve} RobustnessCurve
 * @typedef {(name: string) => string} Caption
 */

const FEWEST = 5;
const STYLES = ["first", "second", "third"];

/** @param {number} from @param {number} to @param {number} most @returns {number[]} round steps between */
export function ticks(from, to, most) {
  const rough = (to - from) / most || 1;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * unit).find((each) => each >= rough) ?? rough;
  const found = [];
  for (let value = Math.ceil(from / step - 1e-9) * step; value <= to + step * 1e-6; value += step) {
    found.push(Number(value.toPrecision(10)));
  }
  return found;
}

/** @param {number[]} values @returns {number[]} 1, 2, 5, 10 ... that lie between */
function logTicks(values) {
  const [from, to] = [Math.min(...values), Math.max(...values)];
  const found = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power += 1) {
    for (const each of [1, 2, 5]) found.push(each * 10 ** power);
  }
  const inside = found.filter((value) => value >= from * 0.99 && value <= to * 1.01);
  return inside.length > 1 ? inside : ticks(from, to, 5);
}

/** @param {string} language @param {number} [digits] */
function numbers(language, digits = 2) {
  const format = new Intl.NumberFormat(language, { maximumSignificantDigits: digits });
  return (/** @type {number} */ value) => format.format(value);
}

/** @param {string} language @param {number} digits */
function percents(language, digits) {
  const format = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: digits });
  return (/** @type {number} */ value) => format.format(value);
}

/** Loss and accuracy over the epochs. @param {Report} report @param {Messages} messages @param {string} language */
export function historyCharts({ history, chosen_epoch: chosen }, messages, language) {
  return ["loss", "accuracy"]
    .filter((measure) => history[measure])
    .map((measure) => {
      const series = [
        ["training", "first", history[measure]],
        ["validation", "second", history[`val_${measure}`]],
      ].filter(([, , values]) => values);
      const all = series.flatMap(([, , values]) => /** @type {number[]} */ (values));
      const epochs = Math.max(...series.map(([, , values]) => values.length));
      const isLoss = measure === "loss";
      const [from, to] = [Math.min(...all), Math.max(...all)];
      return lineChart({
        title: messages.text(measure),
        x: {
          from: 1,
          to: Math.max(2, epochs),
          ticks: [1, ...ticks(2, epochs, 8).filter(Number.isInteger)],
          name: messages.text("epoch"),
          format: numbers(language, 3),
        },
        y: {
          from,
          to,
          ticks: isLoss ? logTicks(all) : ticks(from, to, 5),
          log: isLoss,
          name: "",
          format: isLoss ? numbers(language) : percents(language, 1),
        },
        lines: series.map(([name, style, values]) => ({
          name: messages.text(/** @type {string} */ (name)),
          style: /** @type {string} */ (style),
          xs: /** @type {number[]} */ (values).map((_, i) => i + 1),
          ys: /** @type {number[]} */ (values),
          points: values.length === 1,
        })),
        marks: chosen < epochs ? [{ x: chosen, name: messages.text("kept"), low: !isLoss }] : [],
      });
    });
}

/** How often an answer is right, against how sure it is. @param {Report} report @param {Messages} messages @param {string} language @param {Caption} caption */
export function reliabilityChart({ reliability }, messages, language, caption) {
  const shown = Object.keys(reliability).filter((name, i) => i === 0 || name === "pen_test");
  const lines = shown.map((name, i) => {
    const bins = reliability[name].filter(({ n }) => n >= FEWEST);
    const xs = bins.map(({ confidence }) => confidence);
    const ys = bins.map(({ accuracy }) => accuracy);
    return { name: caption(name), style: STYLES[i], xs, ys, points: true };
  });
  const ideal = { name: messages.text("ideal"), style: "ideal", xs: [0, 1], ys: [0, 1] };
  /** @param {string} name @returns {Axis} */
  const axis = (name) => ({
    from: 0,
    to: 1,
    ticks: ticks(0, 1, 5),
    name,
    format: percents(language, 0),
  });
  return lineChart({
    title: `${messages.text("accuracy")} / ${messages.text("confidence")}`,
    x: axis(messages.text("confidence")),
    y: axis(messages.text("accuracy")),
    lines: [ideal, ...lines],
  });
}

/** Accuracy against how a drawing is made, one chart each. @param {RobustnessCurve[]} curves @param {string} language @param {Caption} caption */
export function robustnessCharts(curves, language, caption) {
  return curves.map(({ name, axis, values, accuracy }) =>
    lineChart({
      title: caption(name),
      x: {
        from: values[0],
        to: values[values.length - 1],
        ticks: values,
        name: caption(axis),
        format: numbers(language, 3),
      },
      y: { from: 0, to: 1, ticks: ticks(0, 1, 5), name: "", format: percents(language, 0) },
      lines: Object.entries(accuracy).map(([way, ys], i) => ({
        name: caption(way),
        style: STYLES[i],
        xs: values,
        ys,
        points: true,
      })),
    }),
  );
}
