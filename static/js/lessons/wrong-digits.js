// @ts-check
// Test digits that the network gets wrong, as small pictures.

import { pictureOf } from "../inside/examples.js";
import { element } from "../page/parts.js";

/** @typedef {import("../page/api-types.js").TestDigits} TestDigits */

const MOST = 12;
let isAsked = false;

/** Fetch and show them, once. @param {string} url @param {import("../page/messages.js").Messages} messages */
export async function showWrongDigits(url, messages) {
  if (isAsked) return;
  isAsked = true;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`The test digits answered ${response.status}.`);
    /** @type {TestDigits} */
    const { wrong } = await response.json();
    element("wrong-digits").replaceChildren(...wrong.slice(0, MOST).map((digit) => entry(digit, messages)));
  } catch (error) {
    isAsked = false; // At the next visit of this stop it is tried again.
    console.warn(error);
  }
}

/** @param {TestDigits["wrong"][number]} digit @param {import("../page/messages.js").Messages} messages */
function entry({ pixels, true: was, read }, messages) {
  const item = document.createElement("li");
  const picture = pictureOf(pixels);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", messages.text("tour.wrong", { true: was, read }));
  const caption = document.createElement("span");
  caption.setAttribute("aria-hidden", "true");
  caption.textContent = `${was} → ${read}`;
  item.append(picture, caption);
  return item;
}
