// @ts-check
// Asks for one digit after the other, each three times, and keeps what is written.

import { element } from "../page/parts.js";
import { dotsOf } from "../pad/dots.js";
import { ROUND_COUNT, counts, remaining, tasks } from "./order.js";
import { Writing } from "./writing.js";

/** @typedef {import("./hand.js").Hand} Hand */
/** @typedef {import("./order.js").Task} Task */
/** @typedef {import("../page/announcer.js").Announcer} Announcer */
/** @typedef {import("../page/messages.js").Messages} Messages */

/** So many times each digit is asked for: as often as all have been written, to the next multiple of three. @param {readonly {label: number}[]} drawings */
function roundsFor(drawings) {
  const finished = Math.floor(Math.min(...counts(drawings)) / ROUND_COUNT) * ROUND_COUNT;
  return Math.max(ROUND_COUNT, finished);
}

/** Tells `complete` once the last digit that was asked for is kept. */
export class Guide extends EventTarget {
  #hand;
  #messages;
  #announcer;
  #writing;
  #all = tasks(ROUND_COUNT);
  /** So many of each digit. @type {number[]} */
  #skipped = new Array(10).fill(0);
  /** What was written in this visit and is kept, the newest last. @type {{id: number, digit: number, strokes: readonly import("../pad/strokes.js").Stroke[]}[]} */
  #written = [];
  /** @type {Task | null} */
  #task = null;
  #isBusy = false;
  #isStarted = false;

  /** @param {Hand} hand @param {Messages} messages @param {Announcer} announcer */
  constructor(hand, messages, announcer) {
    super();
    this.#hand = hand;
    this.#messages = messages;
    this.#announcer = announcer;
    this.#writing = new Writing(messages, announcer);
    this.#listen();
  }

  /** Once what is kept is known. */
  start() {
    this.#isStarted = true;
    this.#all = tasks(roundsFor(this.#hand.drawings));
    this.#show();
  }

  #listen() {
    const drawing = this.#writing.drawing;
    this.#hand.addEventListener("change", () => this.#show());
    this.#writing.addEventListener("next", () => this.#next());
    this.#writing.addEventListener("undo", () => this.#undo());
    drawing.addEventListener("change", () => {
      this.#trouble("");
      this.#showUndo();
    });
    element("next").addEventListener("click", () => this.#next());
    element("undo").addEventListener("click", () => this.#undo());
    element("skip").addEventListener("click", () => this.#skip());
    element("more").addEventListener("click", () => this.#goOn(tasks(this.#all.length / 10 + ROUND_COUNT)));
    element("skipped").addEventListener("click", () => this.#goOn(this.#all));
  }

  /** @param {Task[]} all */
  #goOn(all) {
    this.#all = all;
    this.#skipped.fill(0);
    this.#show();
    element("pad").focus({ preventScroll: true });
    this.#announcer.now(this.#prompt());
  }

  async #next() {
    const task = this.#task;
    const drawing = this.#writing.drawing;
    if (!task || this.#isBusy) return;
    drawing.end();
    const dots = dotsOf(drawing);
    if (drawing.isEmpty() || dots) {
      this.#trouble(this.#messages.text(dots ? "guide.dots" : "guide.empty", { digit: task.digit }));
      return;
    }
    this.#isBusy = true;
    const isKept = await this.#keep(task, drawing.strokes);
    this.#isBusy = false;
    this.#show();
    if (isKept) this.#afterwards();
  }

  /** @param {Task} task @param {readonly import("../pad/strokes.js").Stroke[]} strokes */
  async #keep({ digit }, strokes) {
    this.#writing.clear();
    try {
      const [id] = await this.#hand.keep([{ label: digit, strokes }]);
      this.#written.push({ id, digit, strokes });
      return true;
    } catch {
      this.#writing.put(strokes);
      this.#trouble(this.#messages.text("guide.not-kept"));
      return false;
    }
  }

  #skip() {
    if (!this.#task || this.#isBusy) return;
    this.#skipped[this.#task.digit] += 1;
    this.#writing.clear();
    this.#show();
    this.#afterwards();
  }

  /** Say what comes; after the last one the pad is gone, and with it the focus that it had. */
  #afterwards() {
    this.#announcer.now(this.#task ? `${this.#prompt()}. ${element("progress-text").textContent}` : (element("complete-text").textContent ?? ""));
    if (this.#task) return;
    element("complete-text").focus();
    this.dispatchEvent(new Event("complete"));
  }

  /** Take a stroke back; from an empty pad, the digit before. */
  async #undo() {
    const { drawing } = this.#writing;
    if (drawing.canUndo) return drawing.undo();
    const last = this.#isBusy ? undefined : this.#lastWritten();
    if (!last) return;
    this.#writing.put(last.strokes);
    this.#hand.remove([last.id]).catch((error) => console.warn(error));
    this.#announcer.now(this.#messages.text("guide.back", { digit: last.digit }));
  }

  /** What is still kept of what was written. */
  #lastWritten() {
    const ids = new Set(this.#hand.drawings.map(({ id }) => id));
    for (let last = this.#written.pop(); last; last = this.#written.pop()) if (ids.has(last.id)) return last;
    return undefined;
  }

  #show() {
    if (!this.#isStarted) return;
    const found = counts(this.#hand.drawings);
    const open = remaining(this.#all, found);
    [this.#task = null] = remaining(this.#all, found.map((count, digit) => count + this.#skipped[digit]));
    const [done, all] = [this.#all.length - open.length, this.#all.length];
    element("task").hidden = this.#task === null;
    element("complete").hidden = this.#task !== null;
    const progress = /** @type {HTMLProgressElement} */ (element("progress"));
    [progress.value, progress.max] = [done, all];
    element("progress-text").textContent = this.#messages.text("guide.progress", { done, all });
    if (this.#task) element("prompt").textContent = this.#prompt();
    element("complete-text").textContent = this.#messages.text(open.length > 0 ? "guide.skipped" : "guide.complete");
    element("skipped").hidden = open.length === 0;
    element("more").hidden = open.length > 0;
    this.#showUndo();
  }

  #prompt() {
    const { digit = 0, round = 1 } = this.#task ?? {};
    return this.#messages.text("guide.write", { digit, round, rounds: this.#all.length / 10 });
  }

  /** A disabled button would lose the focus of whoever just pressed it. */
  #showUndo() {
    const canUndo = this.#writing.drawing.canUndo || this.#written.length > 0;
    element("undo").setAttribute("aria-disabled", String(!canUndo));
  }

  /** @param {string} text */
  #trouble(text) {
    element("guide-trouble").textContent = text;
    if (text) this.#announcer.now(text);
  }
}
