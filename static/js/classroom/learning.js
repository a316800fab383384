// @ts-check
// "Now the network learns from you": the button, the table before and after, and the network's way to
// the class's pads.

import { element, part } from "../page/parts.js";
import { networkOf } from "./class-network.js";
import { ask } from "./client.js";
import { Lesson } from "./lesson.js";

/** @typedef {import("./client.js").ClassDrawing} ClassDrawing */
/** @typedef {import("./lesson.js").Findings} Findings */
/** @typedef {import("./lesson.js").Compared} Compared */
/** @typedef {import("../page/messages.js").Messages} Messages */

// The usual limit: one case in twenty.
const SURE = 0.05;
const COLUMNS = /** @type {const} */ (["same", "others", "people", "mnist", "letters"]);

export class Learning {
  #root;
  #messages;
  #url;
  #headers;
  #drawings;
  #network;
  #isWorking = false;
  #number = new Intl.NumberFormat(document.documentElement.lang);

  /**
   * @param {HTMLElement} root @param {Messages} messages @param {string} url of the class's network
   * @param {Record<string, string>} headers of the teacher @param {() => ClassDrawing[]} drawings those that are counted
   */
  constructor(root, messages, url, headers, drawings) {
    this.#root = root;
    this.#messages = messages;
    this.#url = url;
    this.#headers = headers;
    this.#drawings = drawings;
    this.#network = networkOf(root);
    if (!this.#network?.learns) return;
    root.hidden = false;
    element("learn").addEventListener("click", () => this.#learn());
    element("give").addEventListener("click", () => this.#give());
    element("take-back").addEventListener("click", () => this.#takeBack());
  }

  /** @param {number} number of the network that the pads have; 0: everyone's */
  showGiven(number) {
    this.#root.dataset.given = String(number);
    element("take-back").hidden = number === 0;
    element("given").textContent = number > 0 ? this.#messages.text("learn.given") : "";
  }

  async #learn() {
    if (this.#isWorking || !this.#network) return;
    this.#work(true);
    try {
      const drawings = this.#drawings().sort((one, other) => one.number - other.number);
      const found = await new Lesson(this.#network).learn(drawings);
      this.#say(found ? "" : "learn.missing");
      if (found) this.#show(found);
    } catch (error) {
      const key = `learn.${/** @type {any} */ (error).code}`;
      this.#say(this.#messages.has(key) ? key : "learn.failed");
    }
    this.#work(false);
  }

  async #give() {
    if (this.#isWorking || !this.#network) return;
    const body = await this.#network.pack();
    const headers = { ...this.#headers, "Content-Type": "application/octet-stream" };
    const { status } = await ask(this.#url, { method: "PUT", body, headers });
    this.#say(status === 204 ? "" : "refused");
  }

  async #takeBack() {
    const { status } = await ask(this.#url, { method: "DELETE", headers: this.#headers });
    this.#say(status === 204 ? "" : "refused");
  }

  /** @param {boolean} isWorking */
  #work(isWorking) {
    this.#isWorking = isWorking;
    this.#root.setAttribute("aria-busy", String(isWorking));
    element("learn").setAttribute("aria-disabled", String(isWorking));
    if (isWorking) this.#say("learn.working");
  }

  /** @param {string} key a message's, "": nothing */
  #say(key) {
    element("learn-state").textContent = key ? this.#messages.text(key) : "";
  }

  /** @param {Findings} found */
  #show(found) {
    for (const column of COLUMNS) this.#fill(column, found[column]);
    element("learned").textContent = this.#messages.text("learn.learned", { count: found.learned });
    element("learn-result").hidden = false;
    element("give").hidden = false;
    element("learned").focus();
  }

  /** @param {typeof COLUMNS[number]} column @param {Compared | null} found */
  #fill(column, found) {
    const row = element(`learn-${column}`);
    const put = (/** @type {string} */ name, /** @type {string} */ text) => {
      part(row, `[data-figure="${name}"]`).textContent = text;
    };
    row.dataset.figures = JSON.stringify(found);
    for (const name of /** @type {const} */ (["n", "before", "after", "better", "worse"])) {
      const value = found?.[name];
      put(name, value === undefined ? "–" : this.#number.format(value));
    }
    put("words", found ? this.#meaningOf(column, found) : this.#messages.text(`learn.none.${column}`));
  }

  /** @param {typeof COLUMNS[number]} column @param {Compared} found */
  #meaningOf(column, { better, worse, p }) {
    const text = (/** @type {string} */ key, values = {}) => this.#messages.text(`learn.${key}`, values);
    const both = text(column === "letters" ? "letters.unmoved" : "unmoved");
    if (better + worse === 0) return `${both} ${text(`unmoved.${column}`)}`;
    const cases = Math.round(100 * p);
    const chance = cases < 1 ? text("rarely") : text("chance", { cases });
    if (p >= SURE) return `${chance} ${text("unsure")} ${text(`unmoved.${column}`)}`;
    const kind = column === "letters" ? "letters." : "";
    return `${chance} ${text(kind + (better > worse ? "better" : "worse"))}`;
  }
}
