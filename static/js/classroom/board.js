// @ts-check
// Puts the board together: who is here, the wall, the matrix, what it says, and the teacher's buttons.

import { element } from "../page/parts.js";
import { Messages } from "../page/messages.js";
import { Poll } from "./client.js";
import { accuracy, confusion, hardest, mostMixed, sureWhenWrong } from "./figures.js";
import { Learning } from "./learning.js";
import { Matrix } from "./matrix.js";
import { Teacher, tokenOf } from "./teacher.js";
import { describeItem, wallItem } from "./wall.js";

/** @typedef {import("./client.js").Answer} Answer */
/** @typedef {import("./client.js").ClassDrawing} ClassDrawing */
/** @typedef {import("./client.js").ClassState} ClassState */

const EVERY_MS = 1000;

class Board {
  #root = element("class");
  #messages = new Messages(element("messages"), document.documentElement.lang);
  #url = this.#root.dataset.classUrl ?? "";
  /** @type {Map<number, ClassDrawing>} */
  #drawings = new Map();
  /** @type {Map<number, HTMLElement>} */
  #items = new Map();
  /** @type {Set<number>} */
  #hidden = new Set();
  #last = 0;
  #matrix = new Matrix(element("matrix"), element("cell-title"), element("cell"), this.#messages);
  /** @type {Teacher | null} */
  #teacher = null;
  /** @type {Learning | null} */
  #learning = null;
  #poll = new Poll(EVERY_MS, () => `${this.#url}?since=${this.#last}`, (answer) => this.#hear(answer));

  constructor() {
    this.#letTeach();
    this.#refresh();
    this.#poll.now();
  }

  #letTeach() {
    const code = this.#root.dataset.code ?? "";
    const key = `trazo.teacher.${code}`;
    const token = tokenOf(key);
    if (!token) return;
    this.#teacher = new Teacher(this.#url, key, token, code);
    const network = `${this.#url}/network`;
    this.#learning = new Learning(element("learning"), this.#messages, network, this.#teacher.headers, () => this.#counting());
    this.#teacher.addEventListener("changed", () => {
      this.#say("");
      this.#poll.now();
    });
    this.#teacher.addEventListener("refused", () => this.#say("refused"));
    this.#teacher.addEventListener("ended", () => this.#end());
  }

  /** @param {Answer} answer */
  #hear({ status, body }) {
    this.#root.dataset.state = status === 0 || status >= 500 ? "offline" : "live";
    if (status === 404) return this.#end();
    if (status === 0 || status >= 500) return this.#say("offline");
    if (element("trouble").dataset.key === "offline") this.#say("");
    if (status === 200) this.#take(body);
  }

  /** @param {ClassState} state */
  #take(state) {
    for (const drawing of state.drawings) this.#hang(drawing);
    this.#hidden = new Set(state.hidden);
    this.#showWay(state);
    this.#refresh();
    // After the poll has set its timer.
    if (state.more) setTimeout(() => this.#poll.now());
  }

  /** @param {ClassDrawing} drawing */
  #hang(drawing) {
    if (this.#drawings.has(drawing.number)) return;
    const teacher = this.#teacher;
    const hide = (/** @type {ClassDrawing} */ { number }) =>
      teacher?.change(this.#hidden.has(number) ? { show: [number] } : { hide: [number] });
    const item = wallItem(drawing, this.#messages, teacher ? hide : null);
    this.#drawings.set(drawing.number, drawing);
    this.#items.set(drawing.number, item);
    this.#last = Math.max(this.#last, drawing.number);
    element("wall").prepend(item);
  }

  /** @param {ClassState} state */
  #showWay({ seats, held, waiting, task, network }) {
    this.#learning?.showGiven(network);
    this.#root.dataset.seats = String(seats.length);
    element("heads").textContent = this.#messages.counted("heads", seats.length);
    element("hold").setAttribute("aria-pressed", String(held));
    element("reveal").hidden = waiting === 0;
    element("waiting").textContent = waiting > 0 ? this.#messages.text("waiting", { count: waiting }) : "";
    element("task").textContent = this.#messages.text(`task.${task.kind}`, { digit: task.digit ?? "" });
  }

  #refresh() {
    for (const [number, item] of this.#items) {
      const isHidden = this.#hidden.has(number);
      describeItem(item, /** @type {ClassDrawing} */ (this.#drawings.get(number)), this.#messages, isHidden);
      // Whoever is no teacher does not see it at all.
      item.hidden = isHidden && !this.#teacher;
    }
    const counted = this.#counting();
    this.#root.dataset.drawings = String(counted.length);
    element("wall-title").textContent = this.#messages.counted("drawings", counted.length);
    const counts = confusion(counted);
    this.#matrix.update(counts, counted);
    this.#showFigures(counts, counted);
  }

  /** The drawings that are not hidden. */
  #counting() {
    return [...this.#drawings.values()].filter(({ number }) => !this.#hidden.has(number));
  }

  /** @param {number[][]} counts @param {ClassDrawing[]} drawings */
  #showFigures(counts, drawings) {
    const messages = this.#messages;
    const { right, n } = accuracy(counts);
    const [worst, mixed, sure] = [hardest(counts), mostMixed(counts), sureWhenWrong(drawings)];
    element("accuracy").textContent =
      n === 0 ? messages.text("accuracy.none") : messages.text("accuracy", { share: messages.percent(right / n), count: n });
    element("hardest").textContent = worst
      ? messages.text("hardest", { digit: worst.digit, right: worst.right, count: worst.n })
      : "";
    element("mixed").textContent = mixed ? messages.text(mixed.count === 1 ? "mixed.one" : "mixed", mixed) : "";
    element("sure").textContent = sure === null ? "" : messages.text("sure", { share: messages.percent(sure) });
  }

  /** @param {string} key a message's, "": nothing */
  #say(key) {
    element("trouble").dataset.key = key;
    element("trouble").textContent = key ? this.#messages.text(key) : "";
  }

  #end() {
    this.#poll.isOver = true;
    this.#root.dataset.state = "ended";
    for (const part of ["steering", "learning"]) element(part).hidden = true;
    for (const wall of ["wall", "cell"]) element(wall).replaceChildren();
    this.#drawings.clear();
    this.#items.clear();
    this.#refresh();
    this.#say("ended");
  }
}

new Board();
document.documentElement.dataset.ready = "";
