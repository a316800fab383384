// @ts-check
// How the learning stands, the switch for it, and what to do where it failed.

import { element } from "../page/parts.js";

/** @typedef {import("./hand.js").Hand} Hand */
/** @typedef {import("../page/messages.js").Messages} Messages */

export class Learning {
  #hand;
  #messages;
  #announcer;
  #switch = /** @type {HTMLInputElement} */ (element("switch"));
  #told = "";

  /** @param {Hand} hand @param {Messages} messages @param {import("../page/announcer.js").Announcer} announcer */
  constructor(hand, messages, announcer) {
    this.#hand = hand;
    this.#messages = messages;
    this.#announcer = announcer;
    this.#switch.checked = hand.isOn;
    hand.addEventListener("change", () => this.#show());
    this.#switch.addEventListener("change", () => hand.turn(this.#switch.checked));
    element("again").addEventListener("click", () => hand.load());
    element("reload").addEventListener("click", () => location.reload());
  }

  #show() {
    const { state, code, isOn, lasts } = this.#hand;
    this.#switch.checked = isOn;
    element("not-lasting").hidden = lasts;
    element("state").parentElement?.setAttribute("data-state", state);
    element("state").textContent = this.#text();
    element("again").hidden = state !== "failed" || !["unavailable", "failed"].includes(code);
    element("reload").hidden = state !== "failed" || !["out-of-date", "failed"].includes(code);
    // Each drawing that is written is learned: that would be told too often.
    if (state !== this.#told && (state === "failed" || state === "off")) this.#announcer.settle(this.#text());
    this.#told = state;
  }

  #text() {
    const { state, code, isOn, drawings } = this.#hand;
    if (state === "failed") return this.#messages.text(this.#messages.has(`trouble.${code}`) ? `trouble.${code}` : "trouble.failed");
    // Nothing is learned, and nothing will be.
    if (state === "empty" && !isOn) return this.#messages.text("state.off");
    return this.#messages.text(`state.${state}`, { count: drawings.length });
  }
}
