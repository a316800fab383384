// @ts-check
// All drawings that are kept, by digit. Pressing one removes it; the newest removal can be undone.

import { element } from "../page/parts.js";
import { pause } from "../page/turns.js";
import { dropThumbnail, thumbnail } from "./thumbnail.js";

/** @typedef {import("./hand.js").Hand} Hand */
/** @typedef {import("./store.js").Kept} Kept */
/** @typedef {import("../page/announcer.js").Announcer} Announcer */
/** @typedef {import("../page/messages.js").Messages} Messages */
/** @typedef {{item: HTMLLIElement, button: HTMLButtonElement, canvas: HTMLCanvasElement}} Place */

// So many are laid out at a time; in between, the page may do other things.
const AT_A_TIME = 50;

export class Sheet {
  #hand;
  #messages;
  #announcer;
  #rows = Array.from({ length: 10 }, (_, digit) => /** @type {HTMLElement} */ (document.querySelector(`#rows [data-digit="${digit}"]`)));
  /** @type {Map<number, Place>} */
  #places = new Map();
  /** The newest last. @type {Kept[]} */
  #removed = [];
  #isLaying = false;
  #isStale = false;

  /** @param {Hand} hand @param {Messages} messages @param {Announcer} announcer */
  constructor(hand, messages, announcer) {
    this.#hand = hand;
    this.#messages = messages;
    this.#announcer = announcer;
    hand.addEventListener("change", () => this.#show());
    element("bring-back").addEventListener("click", () => this.#bringBack());
  }

  /** Nothing that was removed can be brought back. */
  forget() {
    this.#removed = [];
    this.#showRemoved();
  }

  #show() {
    const { length } = this.#hand.drawings;
    element("none").hidden = length > 0;
    element("some").hidden = length === 0;
    element("count").textContent = length > 0 ? this.#messages.text("sheet.count", { count: length }) : "";
    this.#layOut();
  }

  /** Lay out what is kept, a few at a time, until it is what is kept now. */
  async #layOut() {
    this.#isStale = true;
    if (this.#isLaying) return;
    this.#isLaying = true;
    while (this.#isStale) {
      this.#isStale = false;
      const { drawings } = this.#hand;
      this.#takeAway(new Set(drawings.map(({ id }) => id)));
      await this.#putThere(drawings.filter(({ id }) => !this.#places.has(id)));
      await this.#name();
    }
    this.#isLaying = false;
  }

  /** @param {Set<number>} kept */
  #takeAway(kept) {
    for (const [id, { item, canvas }] of this.#places) {
      if (kept.has(id)) continue;
      dropThumbnail(canvas);
      item.remove();
      this.#places.delete(id);
    }
  }

  /** @param {readonly Kept[]} drawings */
  async #putThere(drawings) {
    for (const [at, drawing] of drawings.entries()) {
      if (at > 0 && at % AT_A_TIME === 0) await pause();
      const [item, button, canvas] = [document.createElement("li"), document.createElement("button"), thumbnail(drawing.strokes)];
      button.type = "button";
      button.dataset.id = String(drawing.id);
      button.append(canvas);
      button.addEventListener("click", () => this.#remove(drawing));
      item.append(button);
      this.#rows[drawing.label].append(item);
      this.#places.set(drawing.id, { item, button, canvas });
    }
  }

  /** Each button says what it removes; a removal changes the names of its row. */
  async #name() {
    for (const [digit, row] of this.#rows.entries()) {
      const buttons = [...row.querySelectorAll("button")];
      const count = buttons.length;
      for (const [at, button] of buttons.entries()) {
        if (at > 0 && at % (10 * AT_A_TIME) === 0) await pause();
        const name = this.#messages.text("sheet.remove", { digit, place: this.#ordinal(at + 1), count });
        if (button.getAttribute("aria-label") !== name) button.setAttribute("aria-label", name);
      }
    }
  }

  /** @param {number} place */
  #ordinal(place) {
    const key = `sheet.place.${place}`;
    return this.#messages.has(key) ? this.#messages.text(key) : this.#messages.text("sheet.place", { place });
  }

  /** @param {Kept} drawing */
  #remove(drawing) {
    if (this.#removed.includes(drawing)) return; // pressed twice
    this.#removed.push(drawing);
    this.#moveFocus(drawing.id);
    this.#hand.remove([drawing.id]).catch((error) => console.warn(error));
    this.#showRemoved();
    this.#announcer.now(element("removed-text").textContent ?? "");
  }

  /** To a neighbour; from the last one, to what undoes it. @param {number} id */
  #moveFocus(id) {
    const item = this.#places.get(id)?.item;
    const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
    const button = neighbour?.querySelector("button");
    element("removed").hidden = false;
    (button ?? element("bring-back")).focus({ preventScroll: true });
  }

  async #bringBack() {
    const drawing = this.#removed.pop();
    if (!drawing) return;
    const { label, strokes } = drawing;
    this.#showRemoved();
    if (this.#removed.length === 0) element("kept-title").focus({ preventScroll: true });
    await this.#hand.keep([{ label, strokes }]);
    this.#announcer.now(this.#messages.text("sheet.back", { digit: label }));
  }

  #showRemoved() {
    const last = this.#removed.at(-1);
    element("removed").hidden = !last;
    element("removed-text").textContent = last ? this.#messages.text("sheet.removed", { digit: last.label }) : "";
  }
}
