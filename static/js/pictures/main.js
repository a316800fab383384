// @ts-check
// Puts the page /pictures together: a picture comes in by any way, and its answer is shown.

import { Announcer } from "../page/announcer.js";
import { element } from "../page/parts.js";
import { Messages } from "../page/messages.js";
import { Classifier, Trouble } from "./client.js";
import { Guarded, shrink } from "./picture.js";
import { Result } from "./result.js";
import { Source } from "./source.js";

class Page {
  #result = new Result(new Messages(element("messages"), document.documentElement.lang), new Announcer(element("live")));
  #classifier = new Classifier(element("pictures").dataset.classifyUrl ?? "");
  #source = new Source((file, isOurs) => this.#take(file, isOurs));
  /** @type {Blob | null} */
  #picture = null;

  constructor() {
    element("again").addEventListener("click", () => this.#ask());
    addEventListener("online", () => this.#ask());
    for (const choice of document.getElementsByName("network")) choice.addEventListener("change", () => this.#ask());
    document.documentElement.dataset.ready = "";
  }

  /** @param {Blob} file @param {boolean} [isOurs] small, and nobody's secret: sent as it is */
  async #take(file, isOurs = false) {
    const timer = this.#soon();
    try {
      this.#picture = isOurs ? file : await shrink(file);
    } catch (error) {
      // The browser cannot read it, or does not let this page; what was there stays.
      this.#result.showState(error instanceof Guarded ? "guarded" : "refused");
      return;
    } finally {
      clearTimeout(timer);
    }
    this.#source.show(this.#picture);
    await this.#ask();
  }

  /** Say that it is looked at, unless the answer is quick: that would flicker. */
  #soon() {
    return setTimeout(() => this.#result.showState("thinking"), 150);
  }

  async #ask() {
    if (!this.#picture) return;
    const model = /** @type {HTMLInputElement} */ (document.querySelector("[name=network]:checked")).value;
    const timer = this.#soon();
    try {
      const answer = await this.#classifier.classify(this.#picture, model, () => this.#result.showState("slow"));
      clearTimeout(timer);
      if (answer) this.#result.show(answer);
    } catch (error) {
      clearTimeout(timer);
      if (!(error instanceof Trouble)) throw error;
      this.#result.showState(error.state);
    }
  }
}

new Page();
