// @ts-check
// The paper under the pad: plain, or a picture that somebody gave.

import { contextOf } from "../page/canvas.js";
import { Ground } from "./ground.js";
import { listenToPictures } from "./intake.js";
import { isReadbackTrue } from "./readback.js";

/** @typedef {import("./strokes.js").Drawing} Drawing */

/** Have an answer's place say what is wrong with a picture. @param {Paper} paper @param {Drawing} drawing @param {import("./answer.js").Answer} answer */
export function tellRefusals(paper, drawing, answer) {
  drawing.addEventListener("change", () => answer.release());
  paper.addEventListener("refuse", (event) => answer.showRefusedPicture(/** @type {CustomEvent} */ (event).detail));
}

/** Tells `refuse` where a picture cannot be read (detail: why, a message's name); nothing is lost then. */
export class Paper extends EventTarget {
  #pad;
  #paper;
  #layer = document.createElement("canvas");
  #drawing;
  #messages;
  #announcer;
  /** @type {Ground | null} */
  #shown = null;
  // The picture given last counts, whichever is read first.
  #given = 0;

  /**
   * @param {HTMLElement} pad @param {HTMLInputElement} input @param {Drawing} drawing
   * @param {import("../page/messages.js").Messages} messages @param {import("../page/announcer.js").Announcer} announcer
   */
  constructor(pad, input, drawing, messages, announcer) {
    super();
    this.#pad = pad;
    this.#paper = /** @type {HTMLElement} */ (pad.parentElement);
    this.#drawing = drawing;
    this.#messages = messages;
    this.#announcer = announcer;
    this.#layer.className = "ground";
    this.#layer.hidden = true;
    pad.before(this.#layer);
    drawing.addEventListener("change", () => this.#follow());
    listenToPictures(input, this.#paper, (file) => this.#take(file));
  }

  /** @param {Blob} file */
  async #take(file) {
    const given = ++this.#given;
    // What a picture shows is found by reading its canvas back; strokes do without.
    if (!isReadbackTrue()) return this.#refuse("hidden");
    try {
      const ground = await Ground.of(file);
      if (given === this.#given) this.#drawing.put(ground);
    } catch {
      if (given === this.#given) this.#refuse("refused");
    }
  }

  /** @param {"hidden" | "refused"} reason */
  #refuse(reason) {
    this.dispatchEvent(new CustomEvent("refuse", { detail: reason }));
  }

  #follow() {
    const { ground } = this.#drawing;
    if (ground === this.#shown) return;
    this.#shown = ground;
    ground?.ready.then(() => this.#show());
    if (!ground) this.#show();
    this.#announcer.now(this.#messages.text(ground ? "picture.there" : "picture.gone"));
  }

  #show() {
    const ground = this.#shown;
    this.#layer.hidden = !ground;
    this.#paper.toggleAttribute("data-ground", Boolean(ground));
    if (!ground) this.#pad.removeAttribute("data-on");
    else {
      this.#pad.dataset.on = ground.isDark ? "dark" : "light";
      this.#layer.width = this.#layer.height = ground.canvas.width;
      contextOf(this.#layer).drawImage(ground.canvas, 0, 0);
    }
    this.dispatchEvent(new Event("change"));
  }
}
