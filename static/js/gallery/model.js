// @ts-check
// A model's page: the charts and images of its report.

import { Messages } from "../page/messages.js";
import { element } from "../page/parts.js";
import { historyCharts, reliabilityChart, robustnessCharts } from "./charts.js";
import { Confusion } from "./confusion.js";
import { showScrollCues } from "./scroll-cue.js";
import { Sprite } from "./sprite.js";

const page = /** @type {HTMLElement} */ (document.querySelector("main.model"));
const { lang: language } = document.documentElement;
const messages = new Messages(element("messages"), language);
showScrollCues();
const captions = JSON.parse(document.getElementById("captions")?.textContent ?? "{}");

/** What the server calls a test set, a class or a curve. @param {string} name */
function caption(name) {
  return captions[name] ?? name;
}

/** @param {string | undefined} url */
async function fetched(url) {
  if (!url) return null;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.json();
}

/** Put charts in their place; one that cannot be drawn leaves the others alone. @param {string} name @param {() => HTMLElement[]} draw */
function fill(name, draw) {
  const place = page.querySelector(`[data-chart="${name}"]`);
  if (!place) return;
  try {
    place.replaceChildren(...draw());
  } catch (error) {
    console.warn(error);
    say(place);
  }
}

/** @param {Element} place */
function say(place) {
  const note = document.createElement("p");
  note.className = "notice";
  note.textContent = messages.text("failed");
  place.replaceChildren(note);
}

/** @param {import("../page/api-types.js").Report} report */
async function showImages(report) {
  const { images: url } = page.dataset;
  if (!url || !report.images) return;
  const sprite = await Sprite.load(url, report.images);
  for (const entry of page.querySelectorAll("[data-errors] > li")) {
    const canvas = sprite.ofIndex(Number(/** @type {HTMLElement} */ (entry).dataset.index));
    canvas?.setAttribute("aria-hidden", "true");
    if (canvas) entry.prepend(canvas);
  }
  const table = /** @type {HTMLTableElement | null} */ (page.querySelector("[data-matrix]"));
  const panel = document.getElementById("cell");
  const labels = report.labels.map(caption);
  if (table && panel) {
    new Confusion(table, panel, report.confusion_matrix, report.images, sprite, labels, messages);
  }
}

/** A button beside each piece of code, where the browser lets a page write to the clipboard. */
function offerCopies() {
  if (!navigator.clipboard) return;
  for (const code of page.querySelectorAll(".code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tool copy";
    button.textContent = messages.text("copy");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent ?? "");
      button.textContent = messages.text("copied");
    });
    code.before(button);
  }
}

async function show() {
  const [report, curves] = await Promise.all([
    fetched(page.dataset.report),
    fetched(page.dataset.robustness),
  ]);
  if (report) {
    fill("history", () => historyCharts(report, messages, language));
    fill("reliability", () => [reliabilityChart(report, messages, language, caption)]);
    await showImages(report);
  }
  if (curves) fill("robustness", () => robustnessCharts(curves, language, caption));
}

offerCopies();
show()
  .catch((error) => {
    console.warn(error);
    for (const place of page.querySelectorAll("[data-chart]")) say(place);
  })
  .finally(() => {
    document.documentElement.dataset.ready = "";
  });
