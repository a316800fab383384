// @ts-check
// Before and after: what learning changes for drawings that were held back from it.

import { compared } from "../network/mcnemar.js";
import { element } from "../page/parts.js";
import { split } from "./split.js";
import { dropThumbnail, thumbnail } from "./thumbnail.js";
import { differing, verdict } from "./verdict.js";

/** @typedef {import("./hand.js").Hand} Hand */
/** @typedef {import("./store.js").Kept} Kept */
/** @typedef {import("../page/messages.js").Messages} Messages */
/** @typedef {import("../worker/client.js").Measured} Measured */

/** @param {readonly Kept[]} drawings */
function idsOf(drawings) {
  return drawings.map(({ id }) => id).join();
}

export class Measurement {
  #hand;
  #messages;
  #announcer;
  #number;
  /** Of the drawings that were measured, or nothing. @type {string | null} */
  #measured = null;
  #isWorking = false;
  #trouble = "";

  /** @param {Hand} hand @param {Messages} messages @param {import("../page/announcer.js").Announcer} announcer */
  constructor(hand, messages, announcer) {
    this.#hand = hand;
    this.#messages = messages;
    this.#announcer = announcer;
    this.#number = new Intl.NumberFormat(document.documentElement.lang);
    hand.addEventListener("change", () => this.#show());
    element("measure").addEventListener("click", () => this.run());
  }

  /** Measure, if there is something to measure and it is not under way. */
  async run() {
    const { drawings } = this.#hand;
    const { learned, held } = split(drawings);
    if (this.#isWorking || held.length === 0) return;
    this.#isWorking = true;
    this.#trouble = "";
    this.#show();
    try {
      const measured = await this.#hand.measure(learned, held);
      if (this.#hand.drawings.length > 0) this.#tell(measured, held, idsOf(drawings));
    } catch (error) {
      const key = `trouble.${/** @type {any} */ (error).code}`;
      this.#trouble = this.#messages.text(this.#messages.has(key) ? key : "trouble.failed");
      this.#announcer.now(this.#trouble);
    }
    this.#isWorking = false;
    this.#show();
  }

  /** @param {Measured} measured @param {readonly Kept[]} held @param {string} ids */
  #tell(measured, held, ids) {
    this.#measured = ids;
    const found = compared(measured.labels, measured.before, measured.after);
    const { n } = found;
    element("before").textContent = this.#messages.text("measure.right", { right: found.before, n });
    element("after").textContent = this.#messages.text("measure.right", { right: found.after, n });
    element("verdict").textContent = verdict(found, this.#messages);
    const { better, worse } = differing(measured);
    this.#list("better", better, measured, held);
    this.#list("worse", worse, measured, held);
    this.#tellEverybody(measured.everybody);
    element("honest").textContent = this.#messages.text("measure.honest", { n });
    const figures = ["before", "after"].map((id) => `${element(id).previousElementSibling?.textContent}: ${element(id).textContent}.`);
    this.#announcer.now([...figures, element("verdict").textContent].join(" "));
  }

  /** @param {"better" | "worse"} id @param {readonly number[]} places @param {Measured} measured @param {readonly Kept[]} held */
  #list(id, places, { labels, before, after }, held) {
    for (const canvas of element(id).querySelectorAll("canvas")) dropThumbnail(canvas);
    element(`${id}-part`).hidden = places.length === 0;
    element(id).replaceChildren(
      ...places.map((at) => {
        const [item, text] = [document.createElement("li"), document.createElement("span")];
        const canvas = thumbnail(held[at].strokes);
        const values = { digit: labels[at], before: before[at], after: after[at] };
        canvas.removeAttribute("aria-hidden");
        canvas.setAttribute("role", "img");
        canvas.setAttribute("aria-label", this.#messages.text("measure.drawing", values));
        text.textContent = this.#messages.text("measure.read", values);
        text.setAttribute("aria-hidden", "true");
        item.append(canvas, text);
        return item;
      }),
    );
  }

  /** @param {Measured["everybody"]} everybody */
  #tellEverybody({ n, before, after }) {
    element("everybody").hidden = n === 0;
    const [all, was, is] = [n, before, after].map((value) => this.#number.format(value));
    element("everybody").textContent = this.#messages.text("measure.everybody", { n: all, before: was, after: is });
  }

  #show() {
    const { drawings } = this.#hand;
    if (drawings.length === 0) this.#measured = null;
    const { learned, held } = split(drawings);
    element("measure-state").textContent = this.#stateOf(learned.length, held.length);
    element("measure").setAttribute("aria-disabled", String(this.#isWorking || held.length === 0));
    element("result").hidden = this.#measured === null;
    const isOutdated = this.#measured !== null && this.#measured !== idsOf(drawings);
    element("result").classList.toggle("is-outdated", isOutdated);
    element("outdated").hidden = !isOutdated;
    element("outdated").textContent = isOutdated ? this.#messages.text("measure.outdated") : "";
  }

  /** @param {number} learned @param {number} held */
  #stateOf(learned, held) {
    if (this.#isWorking) return this.#messages.text("measure.working");
    if (this.#trouble) return this.#trouble;
    return held === 0 ? this.#messages.text("measure.missing") : this.#messages.text("measure.ready", { learned, held });
  }
}
