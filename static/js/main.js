// @ts-check
// Puts the pad's page together.

import { Announcer } from "./announcer.js";
import { Answer } from "./answer.js";
import { element, followDrawing, layOutBoard, remember } from "./board.js";
import { Messages } from "./messages.js";
import { Predictor } from "./predictor.js";
import { Preview } from "./preview.js";
import { Raster } from "./raster.js";

function start() {
  const messages = new Messages(element("messages"), document.documentElement.lang);
  const announcer = new Announcer(element("live"));
  const { drawing } = layOutBoard(messages, announcer);
  const answer = new Answer(element("answer"), messages, announcer);
  const preview = new Preview(/** @type {HTMLCanvasElement} */ (element("preview")), messages);
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
  followDrawing(drawing, predictor, () => {
    answer.showEmpty();
    preview.clear();
  });
  remember(drawing);
  document.documentElement.dataset.ready = "";
}

start();
