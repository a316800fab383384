// @ts-check
// Drawings on a wall: each with its seat, what was to be drawn, and what was read.

import { seatName, showMark } from "./seats.js";
import { thumbnail } from "./thumbnail.js";

/** @typedef {import("./client.js").ClassDrawing} ClassDrawing */
/** @typedef {import("../page/messages.js").Messages} Messages */

/** @param {ClassDrawing} drawing @param {Messages} messages @param {string} key */
function words({ seat, label, read }, messages, key) {
  const values = { seat: seatName(seat, messages), label, read: read ?? "" };
  const named = read === null && messages.has(`${key}.unread`) ? `${key}.unread` : key;
  return messages.text(named, values);
}

/** @param {ClassDrawing} drawing */
function content({ seat, label, read, strokes }) {
  const [mark, caption] = [document.createElement("span"), document.createElement("span")];
  mark.className = "seat-mark";
  showMark(mark, seat);
  caption.className = read === label ? "caption" : "caption is-wrong";
  caption.textContent = read === null ? String(label) : `${label} → ${read}`;
  for (const each of [mark, caption]) each.setAttribute("aria-hidden", "true");
  return [thumbnail(strokes), mark, caption];
}

/**
 * One drawing of a wall. With `hide`, it is a button that hides it, and shows it again.
 * @param {ClassDrawing} drawing @param {Messages} messages @param {((drawing: ClassDrawing) => void) | null} hide
 */
export function wallItem(drawing, messages, hide) {
  const item = document.createElement("li");
  const frame = document.createElement(hide ? "button" : "div");
  frame.className = "drawn";
  frame.append(...content(drawing));
  if (hide) frame.addEventListener("click", () => hide(drawing));
  else frame.setAttribute("role", "img");
  item.dataset.number = String(drawing.number);
  item.append(frame);
  describeItem(item, drawing, messages, false);
  return item;
}

/** Say whether a drawing is hidden. @param {HTMLElement} item @param {ClassDrawing} drawing @param {Messages} messages @param {boolean} isHidden */
export function describeItem(item, drawing, messages, isHidden) {
  const frame = /** @type {HTMLElement} */ (item.firstElementChild);
  item.toggleAttribute("data-hidden", isHidden);
  const key = frame instanceof HTMLButtonElement ? (isHidden ? "show" : "hide") : "drawn";
  frame.setAttribute("aria-label", words(drawing, messages, key));
}
