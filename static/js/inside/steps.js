// @ts-check
// From drawing to 28x28: the steps of preprocessing, each as a picture.

import { bytesOf } from "../page/base64.js";
import { contextOf } from "../page/canvas.js";
import { element } from "../page/parts.js";
import { percent } from "./number-format.js";
import { CellGrid } from "./grid.js";
import { dequantised } from "./tensors.js";

/** @typedef {import("../page/api-types.js").Explanation} Explanation */
/** @typedef {import("../page/api-types.js").Prediction} Prediction */
/** @typedef {import("../page/api-types.js").PreprocessingSteps} PreprocessingSteps */

const SIDE = 28;
const BOX = 20;
const CENTRE = 14;

/** @param {string} id */
function canvasOf(id) {
  return /** @type {HTMLCanvasElement} */ (element(id));
}

/** A cross at a place. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} arm */
function cross(context, x, y, arm) {
  context.beginPath();
  context.moveTo(x - arm, y);
  context.lineTo(x + arm, y);
  context.moveTo(x, y - arm);
  context.lineTo(x, y + arm);
  context.stroke();
}

export class StepsView {
  #messages;
  #colours;
  #raster;
  #final;
  /** @type {Uint8Array | null} */
  #pixels = null;
  #plain = false;

  /** @param {import("../page/messages.js").Messages} messages @param {import("../page/announcer.js").Announcer} announcer @param {import("./colours.js").ColourScale} colours @param {HTMLCanvasElement} raster the picture that is sent */
  constructor(messages, announcer, colours, raster) {
    this.#messages = messages;
    this.#colours = colours;
    this.#raster = raster;
    this.#final = new CellGrid(canvasOf("step-final"), colours, SIDE, SIDE);
    this.#final.overlay = (context, unit) => {
      if (!this.#pixels || this.#plain) return;
      context.strokeStyle = getComputedStyle(canvasOf("step-final")).getPropertyValue("--against");
      context.lineWidth = 2;
      cross(context, (CENTRE + 0.5) * unit, (CENTRE + 0.5) * unit, unit * 1.6);
    };
    this.#final.addEventListener("read", (event) => {
      const cell = /** @type {CustomEvent} */ (event).detail;
      const value = cell && (this.#pixels?.[cell.row * SIDE + cell.column] ?? 0);
      const text = cell ? messages.text("unit.pixel", { row: cell.row, column: cell.column, value }) : "";
      element("step-final-value").textContent = text;
      if (cell?.byKey) announcer.now(text);
    });
    this.clear();
  }

  clear() {
    this.#pixels = null;
    for (const id of ["step-drawing", "step-crop", "step-box"]) {
      const canvas = canvasOf(id);
      contextOf(canvas).clearRect(0, 0, canvas.width, canvas.height);
    }
    for (const id of ["step-crop-text", "step-box-text", "step-final-text"]) element(id).textContent = "";
    this.#final.show(null);
  }

  recolour() {
    this.#final.draw();
  }

  /** @param {Explanation} explanation */
  show({ input, steps, preprocessing }) {
    this.#plain = preprocessing === "plain";
    this.#pixels = bytesOf(input);
    const pixels = this.#pixels;
    this.#final.show((row, column) => pixels[row * SIDE + column] / 255);
    element("steps").dataset.plain = String(this.#plain);
    element("step-final-text").textContent = this.#messages.text(this.#plain ? "steps.plain" : "steps.final");
    const drawing = contextOf(canvasOf("step-drawing"));
    drawing.drawImage(this.#raster, 0, 0);
    if (!steps) return;
    this.#showBox(drawing, steps.box);
    this.#showCrop(steps.box);
    this.#showScaled(steps);
  }

  /** @param {CanvasRenderingContext2D} context @param {number[]} box */
  #showBox(context, [left, top, right, bottom]) {
    context.strokeStyle = getComputedStyle(context.canvas).getPropertyValue("--against");
    context.lineWidth = 3;
    context.strokeRect(left - 1.5, top - 1.5, right - left + 3, bottom - top + 3);
  }

  /** @param {number[]} box */
  #showCrop([left, top, right, bottom]) {
    const [width, height] = [right - left, bottom - top];
    const canvas = canvasOf("step-crop");
    const context = contextOf(canvas);
    const scale = canvas.width / Math.max(width, height);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const [x, y] = [(canvas.width - width * scale) / 2, (canvas.height - height * scale) / 2];
    context.drawImage(this.#raster, left, top, width, height, x, y, width * scale, height * scale);
    element("step-crop-text").textContent = this.#messages.text("steps.crop", { width, height, side: this.#raster.width });
  }

  /** @param {PreprocessingSteps} steps */
  #showScaled({ scaled, mass }) {
    const tensor = dequantised(scaled);
    if (!tensor) return;
    const [height, width] = tensor.shape;
    const canvas = canvasOf("step-box");
    const context = contextOf(canvas);
    const unit = canvas.width / BOX;
    const [x, y] = [((BOX - width) / 2) * unit, ((BOX - height) / 2) * unit];
    context.fillStyle = this.#colours.css(0);
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        context.fillStyle = this.#colours.css(tensor.data[row * width + column] / 255);
        context.fillRect(x + column * unit, y + row * unit, unit, unit);
      }
    }
    context.strokeStyle = getComputedStyle(canvas).getPropertyValue("--against");
    context.lineWidth = 3;
    cross(context, x + (mass[1] + 0.5) * unit, y + (mass[0] + 0.5) * unit, unit * 1.6);
    element("step-box-text").textContent = this.#messages.text("steps.box", { width, height });
  }

  /** What the answer is with the steps and without. @param {Prediction | null} full @param {Prediction | null} plain */
  compare(full, plain) {
    const text = !full || !plain
      ? this.#messages.text("steps.ask")
      : this.#messages.text("steps.same", {
          digit: full.digit,
          share: percent(full.probabilities[full.digit]),
          plain: plain.digit,
          plainShare: percent(plain.probabilities[plain.digit]),
        });
    element("plain-text").textContent = text;
  }
}
