// @ts-check
// The pictures of the tour's stops: images, maps, votes and percentages of the drawing of now.

import { channelsOf, strongestPlace } from "../inside/activations.js";
import { drawSharp, fitted } from "../inside/colours.js";
import { growth } from "../inside/layer-layout.js";
import { figure, percent } from "../inside/number-format.js";
import { element } from "../page/parts.js";

/**
 * @typedef {import("../inside/activations.js").Stage} Stage
 * @typedef {{context: CanvasRenderingContext2D, width: number}} Place
 */

const GAP = 8;
const ROW = 24;
const MOST_SIDE = 340;

export class StopPictures {
  #messages;
  #colours;
  /** @type {Record<string, (canvas: HTMLCanvasElement, stages: Stage[]) => string>} */
  #draw = {
    image: (canvas, stages) => this.#maps(canvas, [stages[0]]),
    maps: (canvas, stages) => this.#maps(canvas, [first(stages, "Conv2D")]),
    pooling: (canvas, stages) => this.#maps(canvas, [first(stages, "Conv2D"), first(stages, "MaxPooling2D")], true),
    votes: (canvas, stages) => this.#bars(canvas, first(stages, "logits"), figure),
    softmax: (canvas, stages) => this.#bars(canvas, first(stages, "Softmax"), percent, first(stages, "logits")),
    confidence: (canvas, stages) => this.#bars(canvas, first(stages, "Softmax"), percent),
  };

  /** @param {import("../page/messages.js").Messages} messages @param {import("../inside/colours.js").ColourScale} colours */
  constructor(messages, colours) {
    this.#messages = messages;
    this.#colours = colours;
  }

  /** @param {string} stop @param {Stage[] | null} stages */
  show(stop, stages) {
    const canvas = /** @type {HTMLCanvasElement} */ (element(`picture-${stop}`));
    if (canvas.clientWidth === 0) return;
    if (stages) canvas.setAttribute("aria-label", this.#draw[stop](canvas, stages));
    else {
      fitted(canvas, canvas.clientWidth, canvas.clientHeight);
      canvas.setAttribute("aria-label", this.#messages.text("tour.empty"));
    }
  }

  /** Maps side by side; only the strongest of each layer if so asked. @param {HTMLCanvasElement} canvas @param {(Stage | null)[]} layers @param {boolean} [strongest] */
  #maps(canvas, layers, strongest = false) {
    const shown = layers.flatMap((stage) => {
      if (!stage?.data) return [];
      const foremost = /** @type {Stage} */ (layers[0]);
      const channel = strongestPlace(foremost) % channelsOf(foremost);
      const all = Array.from({ length: channelsOf(stage) }, (_, at) => at);
      return (strongest ? [channel] : all).map((at) => ({ stage, channel: at }));
    });
    const columns = Math.min(shown.length, 3) || 1;
    const width = canvas.clientWidth;
    const side = Math.min(MOST_SIDE * growth(), (width - GAP * (columns - 1)) / columns);
    const context = sized(canvas, Math.ceil(shown.length / columns) * (side + GAP));
    shown.forEach(({ stage, channel }, at) => {
      const [rows, across, count] = stage.shape;
      const value = (/** @type {number} */ row, /** @type {number} */ column) =>
        (stage.data?.[(row * across + column) * count + channel] ?? 0) / (stage.largest || 1);
      const small = side * (strongest ? rows / shown[0].stage.shape[0] : 1);
      const [x, y] = [(at % columns) * (side + GAP), Math.floor(at / columns) * (side + GAP)];
      drawSharp(context, this.#colours.image(rows, across, value), x, y, small, small);
    });
    return this.#messages.text("tour.picture");
  }

  /** Ten bars, to either side of 0; what they were before stands in front of them. @param {HTMLCanvasElement} canvas @param {Stage | null} stage @param {(value: number) => string} written @param {Stage | null} [before] */
  #bars(canvas, stage, written, before = null) {
    const values = Array.from(stage?.data ?? []);
    const row = ROW * growth();
    const context = sized(canvas, row * values.length);
    const most = Math.max(1e-9, ...values.map(Math.abs));
    const label = row * (before ? 4 : 1.4);
    const room = canvas.clientWidth - label - 4 * row;
    const hasNegative = values.some((value) => value < 0);
    const zero = label + (hasNegative ? room / 2 : 0);
    const best = values.indexOf(Math.max(...values));
    const style = getComputedStyle(canvas);
    context.textBaseline = "middle";
    values.forEach((value, digit) => {
      const [top, middle] = [digit * row, (digit + 0.5) * row];
      const length = (value / most) * (hasNegative ? room / 2 : room);
      context.fillStyle = this.#colours.css(value > 0 ? 0.4 + (0.6 * value) / most : value / most);
      context.fillRect(Math.min(zero, zero + length), top + row * 0.2, Math.abs(length), row * 0.6);
      context.fillStyle = style.color;
      context.font = `${digit === best ? 700 : 400} ${14 * growth()}px ${style.fontFamily}`;
      const points = before?.data ? `   ${figure(before.data[digit])}` : "";
      context.fillText(`${digit}${points}`, 0, middle);
      context.fillText(written(value), label + room + row / 2, middle);
    });
    return values.map((value, digit) => this.#messages.text("tour.digit", { digit, value: written(value) })).join("; ");
  }
}

/** @param {HTMLCanvasElement} canvas @param {number} height */
function sized(canvas, height) {
  const whole = Math.max(1, Math.ceil(height));
  canvas.style.height = `${whole}px`;
  return fitted(canvas, canvas.clientWidth, whole);
}

/** @param {Stage[]} stages @param {string} kind */
function first(stages, kind) {
  return stages.find((stage) => stage.kind === kind) ?? null;
}
