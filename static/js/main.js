// @ts-check
// Puts the page together.

import { Announcer } from "./announcer.js";
import { Answer } from "./answer.js";
import { keep, restore } from "./autosave.js";
import { Messages } from "./messages.js";
import { Pad } from "./pad.js";
import { KeyboardPen } from "./pen.js";
import { Predictor } from "./predictor.js";
import { Preview } from "./preview.js";
import { Raster } from "./raster.js";
import { SamplePlayer } from "./samples.js";
import { DEFAULT_WIDTH, Drawing } from "./strokes.js";
import { listenToTheme } from "./theme.js";
import { Toolbar } from "./toolbar.js";

/** @param {string} id @returns {HTMLElement} */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}

/** Whether the last stroke is a tap. @param {Drawing} drawing */
function isDot({ strokes }) {
  return strokes[strokes.length - 1].points.length === 1;
}

/** Ask after each change of the drawing, and show what comes back. @param {Drawing} drawing @param {Answer} answer @param {Preview} preview */
function predictLive(drawing, answer, preview) {
  const raster = new Raster();
  const url = element("pad").dataset.predictUrl ?? "";
  const predictor = new Predictor(url, () => raster.toPng(drawing.strokes));
  predictor.addEventListener("answer", (event) => {
    const prediction = /** @type {CustomEvent} */ (event).detail;
    answer.show(prediction);
    preview.show(prediction.input);
  });
  predictor.addEventListener("status", (event) => {
    answer.showStatus(/** @type {CustomEvent} */ (event).detail);
  });
  drawing.addEventListener("change", (event) => {
    const kind = /** @type {CustomEvent} */ (event).detail;
    if (drawing.isEmpty()) {
      predictor.emptied();
      answer.showEmpty();
      preview.clear();
    } else if (kind === "extend" || (kind === "end" && isDot(drawing))) predictor.grew();
    // A pen just put down is no news yet, and lifting one adds no ink.
    else if (kind !== "begin" && kind !== "end") predictor.replaced();
  });
}

/** @param {KeyboardPen} pen @param {Messages} messages @param {Announcer} announcer */
function announcePen(pen, messages, announcer) {
  /** @param {Event} event */
  const place = (event) => {
    const { x, y } = /** @type {CustomEvent} */ (event).detail;
    return { x: Math.round(x * 100), y: Math.round(y * 100) };
  };
  pen.addEventListener("down", (event) => announcer.now(messages.text("pen.down", place(event))));
  pen.addEventListener("up", (event) => announcer.now(messages.text("pen.up", place(event))));
  pen.addEventListener("move", (event) => {
    // While it draws, the answer is what matters.
    if (!(/** @type {CustomEvent} */ (event).detail.isDown)) {
      announcer.settle(messages.text("pen.at", place(event)));
    }
  });
}

function start() {
  const canvas = /** @type {HTMLCanvasElement} */ (element("pad"));
  const messages = new Messages(element("messages"), document.documentElement.lang);
  const announcer = new Announcer(element("live"));
  const drawing = new Drawing();
  const pad = new Pad(canvas, drawing, DEFAULT_WIDTH);
  const answer = new Answer(element("answer"), messages, announcer);
  const preview = new Preview(/** @type {HTMLCanvasElement} */ (element("preview")), messages);
  const player = new SamplePlayer(canvas.dataset.samplesUrl ?? "", drawing);
  new Toolbar(canvas, drawing, pad, player);
  announcePen(new KeyboardPen(canvas, element("cursor"), drawing, pad), messages, announcer);
  predictLive(drawing, answer, preview);
  drawing.addEventListener("change", () => {
    element("hint").hidden = !drawing.isEmpty();
  });
  listenToTheme(element("theme"), () => pad.render());
  restore(drawing);
  keep(drawing);
  document.documentElement.dataset.ready = "";
}

start();
