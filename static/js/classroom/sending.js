// @ts-check
// One drawing's way to the class: read by the network first, where nothing had read it yet.

/** @typedef {import("../worker/client.js").NetworkClient} NetworkClient */

import { Raster } from "../pad/raster.js";
import { strokeFromData } from "../pad/strokes.js";
import { ask, withJson } from "./client.js";

/**
 * @typedef {{read: number | null, confidence: number | null, verdict: string | null}} Reading
 * @typedef {import("../pad/strokes.js").StrokeData} StrokeData
 * A drawing as it waits; `reading` is null until the network has seen it.
 * @typedef {{id: string, seat: string, label: number, drawing: StrokeData[], reading: Reading | null}} Entry
 */

// The class takes 2,000 points and 40 strokes a drawing; a quick pen gives more than anybody sees.
const MOST_POINTS = 1500;
const MOST_STROKES = 40;

/**
 * What everyone's network makes of a drawing, whichever answers on the pad: the board counts one network.
 * @param {import("../page/api-types.js").Opinion & {everyone?: import("../page/api-types.js").Opinion}} answer @returns {Reading}
 */
export function readingOf({ everyone, ...answer }) {
  const { digit, probabilities, verdict } = everyone ?? answer;
  return { read: digit, confidence: probabilities[digit], verdict };
}

/** The drawing as the class takes it: places alone. @param {StrokeData[]} drawing @returns {[number, number][][]} */
export function pointsOf(drawing) {
  const strokes = drawing.slice(0, MOST_STROKES);
  const all = strokes.reduce((sum, { points }) => sum + points.length, 0);
  const step = Math.max(1, Math.ceil(all / MOST_POINTS));
  return strokes.map(({ points }) =>
    points
      .filter((_, i) => i % step === 0 || i === points.length - 1)
      .map(([x, y]) => /** @type {[number, number]} */ ([x, y])),
  );
}

const UNREAD = { read: null, confidence: null, verdict: null };

/** Read it in the page, or else by the server. @param {NetworkClient | null} network @param {string} predictUrl @param {StrokeData[]} drawing @returns {Promise<Reading | "later">} */
async function readBy(network, predictUrl, drawing) {
  try {
    if (network) return readingOf(await network.read(drawing.map(strokeFromData), "everyone"));
  } catch (error) {
    if (/** @type {any} */ (error).code === "blank-drawing") return UNREAD;
  }
  const body = await new Raster().toPng(drawing.map(strokeFromData));
  const answer = await ask(predictUrl, { method: "POST", body, headers: { "Content-Type": "image/png" } });
  if (answer.status === 200) return readingOf(answer.body);
  return answer.status === 422 ? UNREAD : "later"; // there is too little ink
}

/**
 * Send one drawing.
 * @param {string} classUrl @param {NetworkClient | null} network @param {string} predictUrl @param {Entry} entry
 * @returns {Promise<import("./outbox.js").Outcome>}
 */
export async function send(classUrl, network, predictUrl, { id, seat, label, drawing, reading }) {
  const read = reading ?? (await readBy(network, predictUrl, drawing));
  if (read === "later") return "later";
  const body = { id, seat, label, strokes: pointsOf(drawing), ...read };
  const { status } = await ask(`${classUrl}/drawings`, withJson("POST", body));
  if (status === 200 || status === 201) return "kept";
  if (status === 404) return "ended";
  if (status === 409) return "full";
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? "refused" : "later";
}
