// @ts-check
// Units switched off: which, by tap or key, and what the network reads without them.

import { element } from "../page/parts.js";
import { percent } from "./number-format.js";
import { channelsOf } from "./activations.js";
import { hasClasses } from "./layer-layout.js";

/**
 * @typedef {import("./activations.js").Stage} Stage
 * @typedef {import("../page/api-types.js").Explanation} Explanation
 * @typedef {import("../page/api-types.js").BrokenReading} BrokenReading
 */

/** Whether a layer's units can be switched off: the picture's and the classes' own cannot. @param {Stage} stage */
export function isBreakable(stage) {
  return stage.layer >= 0 && !hasClasses(stage);
}

/** Tells `change` when something else is off, and `mode` when taps begin or cease to break. */
export class Breaking extends EventTarget {
  #switch = /** @type {HTMLInputElement} */ (element("break"));
  #messages;
  #announcer;
  #nameOf;
  /** By the layer's place in the network. @type {Map<number, Set<number>>} */
  #off = new Map();
  #isSearching = false;
  // What the last search found, said until something else is switched.
  #found = "";

  /**
   * @param {import("../page/messages.js").Messages} messages
   * @param {import("../page/announcer.js").Announcer} announcer
   * @param {(layer: number, unit?: number) => string} nameOf a layer by its place in the network, or one of its units
   */
  constructor(messages, announcer, nameOf) {
    super();
    this.#messages = messages;
    this.#announcer = announcer;
    this.#nameOf = nameOf;
    this.#switch.addEventListener("change", () => this.#changeMode());
    this.#onPress("repair", () => this.#repair());
    this.#onPress("find-weakest", () => this.#search());
    this.show(null);
  }

  /** @param {string} id @param {() => void} act */
  #onPress(id, act) {
    const button = element(id);
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") act();
    });
  }

  get isOn() {
    return this.#switch.checked;
  }

  /** The part of a request that switches off what is off here. */
  get query() {
    const parts = [...this.#off].flatMap(([layer, units]) => [...units].map((unit) => `${layer}.${unit}`));
    return {
      ...(parts.length > 0 ? { off: parts.join(",") } : {}),
      ...(this.#isSearching ? { find: "weakest" } : {}),
    };
  }

  /** @param {Stage} stage @returns {ReadonlySet<number>} */
  offIn(stage) {
    return this.#off.get(stage.layer) ?? new Set();
  }

  /** Of another network nothing is off. */
  reset() {
    this.#off.clear();
    this.#isSearching = false;
    this.#found = "";
  }

  /** Switch a unit off, or on again. @param {Stage} stage @param {number} unit @param {string} name */
  toggle(stage, unit, name) {
    const isOff = this.offIn(stage).has(unit);
    this.#put(stage.layer, unit, !isOff);
    this.#changed(this.#messages.text(isOff ? "break.on" : "break.off", { name }));
  }

  /** Switch all of a layer off; or on again, where all is off. @param {Stage} stage */
  toggleAll(stage) {
    const count = channelsOf(stage);
    const isOff = this.offIn(stage).size === count;
    for (let unit = 0; unit < count; unit++) this.#put(stage.layer, unit, !isOff);
    const name = this.#nameOf(stage.layer);
    this.#changed(this.#messages.text(isOff ? "break.all-on" : "break.all-off", { name }));
  }

  /** Say what is off, and what the network reads without it. @param {Explanation | null} explanation null: there is no drawing */
  show(explanation) {
    element("breaking").hidden = !this.isOn;
    this.#able("repair", this.#off.size > 0);
    if (explanation && this.#isSearching) this.#take(explanation.weakest);
    if (!explanation) this.#isSearching = false;
    this.#able("find-weakest", explanation !== null && !this.#isSearching);
    const broken = explanation?.broken;
    element("break-found").textContent = this.#found;
    element("break-off").textContent = this.#off.size > 0 ? this.#inventory() : this.#messages.text("break.nothing");
    element("break-answer").textContent = broken ? this.#compared(broken.whole, broken) : "";
    const note = element("broken-note");
    note.hidden = !broken;
    const count = broken?.off.length ?? 0;
    note.textContent = count > 0 ? this.#messages.text(count === 1 ? "break.note.one" : "break.note", { count }) : "";
  }

  /** Whether a button can be pressed; it keeps the focus all the same. @param {string} id @param {boolean} isAble */
  #able(id, isAble) {
    element(id).setAttribute("aria-disabled", String(!isAble));
  }

  #changeMode() {
    element("breaking").hidden = !this.isOn;
    this.dispatchEvent(new Event("mode"));
    if (this.#off.size > 0) this.#repair();
  }

  #repair() {
    this.reset();
    this.#changed(this.#messages.text("break.repaired"));
  }

  #search() {
    this.#isSearching = true;
    this.#found = "";
    this.#able("find-weakest", false);
    this.dispatchEvent(new Event("change"));
  }

  /** Switch off what the search found. @param {Explanation["weakest"]} weakest */
  #take(weakest) {
    this.#isSearching = false;
    if (!weakest) {
      this.#found = this.#messages.text("break.found.nothing");
      this.#announcer.now(this.#found);
      return;
    }
    const { layer, unit, share, changes, digit } = weakest;
    const values = { name: this.#nameOf(layer, unit), share: percent(share), digit };
    this.#put(layer, unit, true);
    this.#changed(this.#messages.text(changes ? "break.found" : "break.found.none", values), true);
  }

  /** @param {number} layer @param {number} unit @param {boolean} isOff */
  #put(layer, unit, isOff) {
    const units = this.#off.get(layer) ?? new Set();
    if (isOff) units.add(unit);
    else units.delete(unit);
    if (units.size > 0) this.#off.set(layer, units);
    else this.#off.delete(layer);
  }

  /** @param {string} said @param {boolean} [isFound] */
  #changed(said, isFound = false) {
    this.#found = isFound ? said : "";
    this.#announcer.now(said);
    this.dispatchEvent(new Event("change"));
  }

  /** Every layer of which something is off, with its units. */
  #inventory() {
    const layers = [...this.#off].sort(([a], [b]) => a - b);
    const parts = layers.map(([layer, units]) => `${this.#nameOf(layer)}: ${[...units].sort((a, b) => a - b).join(", ")}`);
    return this.#messages.text("break.inventory", { parts: parts.join("; ") });
  }

  /** @param {BrokenReading} whole @param {BrokenReading} broken */
  #compared(whole, broken) {
    const share = (/** @type {BrokenReading} */ { digit, probabilities }) => percent(probabilities[digit]);
    const values = { whole: whole.digit, wholeShare: share(whole), broken: broken.digit, brokenShare: share(broken) };
    return this.#messages.text(whole.digit === broken.digit ? "break.same" : "break.changed", values);
  }
}
