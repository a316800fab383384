// @ts-check
// Pictures outlive a reload as strokes do: those under the drawing and its history, as many as fit.

import { Ground } from "./ground.js";
import { groundOf, layUnder } from "./strokes.js";

/** @typedef {import("./strokes.js").Drawing} Drawing */
/** @typedef {import("./strokes.js").History} History */
/** `ids` of the pictures: under the drawing now, and under each of those before and after it. @typedef {{now: string, past: string[], future: string[]}} Places */

const PICTURES = "trazo.pictures";
const PLACES = "trazo.grounds";
// Characters in all: a storage holds 5 million, and the strokes come first.
const MOST = 1_500_000;

/** @param {Drawing} drawing @returns {Places} */
function placesOf({ history: { past, future }, ground }) {
  const ids = (/** @type {History["past"]} */ drawings) => drawings.map((strokes) => groundOf(strokes)?.id ?? "");
  return { now: ground?.id ?? "", past: ids(past), future: ids(future) };
}

/** The pictures to keep, the newest first. @param {Drawing} drawing */
function picturesOf({ history: { past, future }, ground }) {
  const found = new Set([ground, ...[...past].reverse().map(groundOf), ...[...future].reverse().map(groundOf)]);
  let room = MOST;
  /** @type {Record<string, string>} */
  const pictures = {};
  for (const each of found) {
    if (!each || each.url.length > room) continue;
    room -= each.url.length;
    pictures[each.id] = each.url;
  }
  return pictures;
}

/** Whether other pictures are kept than these. @param {Record<string, string>} pictures */
function areOthers(pictures) {
  const kept = sessionStorage.getItem(PICTURES);
  const ids = kept === null ? "" : Object.keys(JSON.parse(kept)).join();
  return ids !== Object.keys(pictures).join();
}

/** @param {Drawing} drawing */
export function keepGrounds(drawing) {
  const pictures = picturesOf(drawing);
  const isPlain = Object.keys(pictures).length === 0;
  try {
    if (isPlain) {
      sessionStorage.removeItem(PICTURES);
      sessionStorage.removeItem(PLACES);
      return;
    }
    // Written again only where they are others: they are a hundred times what the strokes are.
    if (areOthers(pictures)) sessionStorage.setItem(PICTURES, JSON.stringify(pictures));
    sessionStorage.setItem(PLACES, JSON.stringify(placesOf(drawing)));
  } catch {
    // Full or forbidden: the drawing is kept all the same.
  }
}

/** Whether another page of this tab has put another picture there. @param {Drawing} drawing */
export function areGroundsStale(drawing) {
  const { now = "" } = JSON.parse(sessionStorage.getItem(PLACES) ?? "{}");
  return now !== (drawing.ground?.id ?? "");
}

/** Lay the pictures that were kept under a history that was. @param {History} history */
export function restoreGrounds({ past, now, future }) {
  try {
    const places = /** @type {Places} */ (JSON.parse(sessionStorage.getItem(PLACES) ?? "null"));
    if (!places) return;
    const pictures = Object.entries(JSON.parse(sessionStorage.getItem(PICTURES) ?? "{}"));
    const grounds = new Map(pictures.map(([id, url]) => [id, Ground.kept(id, url)]));
    const under = (/** @type {readonly import("./strokes.js").Stroke[]} */ strokes, /** @type {string} */ id) =>
      layUnder(strokes, grounds.get(id) ?? null);
    under(now, places.now);
    // Another history than was kept, which a storage that is full makes: the picture is under all of it.
    const kept = past.length === places.past.length ? places.past : past.map(() => places.now);
    for (const [at, strokes] of past.entries()) under(strokes, kept[at]);
    for (const [at, strokes] of future.entries()) under(strokes, places.future[at] ?? places.now);
  } catch {
    // Damaged: the strokes are there.
  }
}
