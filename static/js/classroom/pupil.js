// @ts-check
// Puts a pupil's page together: a seat, the class's task, a pad, and what is on its way.

import { Answer } from "../pad/answer.js";
import { followDrawing } from "../pad/board.js";
import { element } from "../page/parts.js";
import { Raster } from "../pad/raster.js";
import { Reader } from "../pad/reader.js";
import { Announcer } from "../page/announcer.js";
import { Messages } from "../page/messages.js";
import { ClassNetwork, networkOf } from "./class-network.js";
import { ask, Poll, withJson } from "./client.js";
import { forget, keysOf, newId, read, write } from "./keepsakes.js";
import { Outbox } from "./outbox.js";
import { layOutPad } from "./pupil-pad.js";
import { seatName, showMark } from "./seats.js";
import { pointsOf, readingOf, send } from "./sending.js";
import { PadTask } from "./tasks.js";
import { thumbnail } from "./thumbnail.js";

/** @typedef {import("./client.js").Answer} HttpAnswer */

const EVERY_MS = 3000;
const MOST_MINE = 40;

class PupilPage {
  #root = element("class");
  #messages = new Messages(element("messages"), document.documentElement.lang);
  #prefix = `trazo.class.${this.#root.dataset.code}.`;
  #url = this.#root.dataset.classUrl ?? "";
  #predictUrl = element("pad").dataset.predictUrl ?? "";
  #network = networkOf(this.#root);
  #ofClass = new ClassNetwork(this.#network, `${this.#url}/network`);
  #seat = this.#kept("seat", newId());
  #task = new PadTask(`${this.#prefix}round`);
  #outbox = new Outbox(`${this.#prefix}out.`, (entry) => send(this.#url, this.#network, this.#predictUrl, entry));
  #announcer = new Announcer(element("live"));
  #answer = new Answer(element("answer"), this.#messages, this.#announcer);
  #drawing = layOutPad(`${this.#prefix}pad`, this.#messages, this.#announcer);
  /** What the network read of what is on the pad now. @type {import("./sending.js").Reading | null} */
  #reading = null;
  #isSeated = false;
  #poll = new Poll(EVERY_MS, () => `${this.#url}/task`, (answer) => this.#hear(answer));

  constructor() {
    this.#listenToAnswers();
    this.#listenToSending();
    for (const drawing of this.#mine()) this.#showMine(drawing);
    this.#refreshKept();
    this.#showTask();
    this.#poll.now();
    this.#outbox.flush();
  }

  /** What is kept under a key, or else what is to be. @param {string} name @param {string} first */
  #kept(name, first) {
    const key = this.#prefix + name;
    const kept = read(key) ?? first;
    write(key, kept);
    return kept;
  }

  #listenToAnswers() {
    const raster = new Raster();
    const reader = new Reader(this.#drawing, () => raster.toPng(this.#drawing.strokes));
    reader.setEndpoint(this.#predictUrl, { network: this.#network, isPageFirst: true });
    reader.addEventListener("answer", (event) => {
      const answer = /** @type {CustomEvent} */ (event).detail;
      if (reader.isCurrent) this.#reading = readingOf(answer);
      this.#answer.show(answer);
      this.#showOthers(answer);
    });
    reader.addEventListener("status", (event) => this.#answer.showStatus(/** @type {CustomEvent} */ (event).detail));
    this.#drawing.addEventListener("change", (event) => {
      if (/** @type {CustomEvent} */ (event).detail === "end") return; // which adds no ink
      this.#reading = null; // of what it was before
    });
    followDrawing(this.#drawing, reader, () => {
      this.#answer.showEmpty();
      this.#showOthers(null);
    });
    const again = () => {
      if (!this.#drawing.isEmpty()) reader.restart();
    };
    this.#ofClass.addEventListener("change", () => {
      this.#root.dataset.answersBy = this.#ofClass.isOfClass ? "class" : "everyone";
      this.#showOthers(null);
      again();
    });
    again();
  }

  /** What everyone's network says, where the class's answers. @param {import("../pad/reader.js").Read | null} answer */
  #showOthers(answer) {
    const { isOfClass } = this.#ofClass;
    const everyone = answer?.everyone;
    const key = !isOfClass ? "" : everyone && everyone.digit !== answer.digit ? "class.differs" : "class.answers";
    element("by").textContent = key ? this.#messages.text(key, { digit: everyone?.digit ?? "" }) : "";
  }

  #listenToSending() {
    element("send").addEventListener("click", () => {
      const { digit } = this.#task;
      if (digit !== null) this.#handIn(digit);
    });
    element("labels").addEventListener("click", (event) => {
      if (event.target instanceof HTMLButtonElement) this.#handIn(Number(event.target.value));
    });
    this.#outbox.addEventListener("change", () => this.#refreshKept());
    this.#outbox.addEventListener("sent", (event) => this.#sent(/** @type {CustomEvent} */ (event).detail));
  }

  /** @param {number} label */
  #handIn(label) {
    this.#drawing.end();
    if (this.#drawing.isEmpty()) return;
    const drawing = this.#drawing.toData();
    const reading = this.#reading;
    this.#outbox.put(/** @type {import("./sending.js").Entry} */ ({ id: newId(), seat: this.#seat, label, drawing, reading }));
    const mine = [...this.#mine(), { label, read: reading?.read ?? null, strokes: pointsOf(drawing) }].slice(-MOST_MINE);
    write(`${this.#prefix}mine`, JSON.stringify(mine));
    this.#showMine(mine[mine.length - 1]);
    this.#task.advance();
    this.#drawing.clear();
    this.#showTask();
  }

  /** @returns {{label: number, read: number | null, strokes: [number, number][][]}[]} */
  #mine() {
    try {
      return JSON.parse(read(`${this.#prefix}mine`) ?? "[]");
    } catch {
      return [];
    }
  }

  /** @param {{label: number, read: number | null, strokes: [number, number][][]}} drawing */
  #showMine({ label, read: digit, strokes }) {
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.textContent =
      digit === null
        ? this.#messages.text("mine.unread", { label })
        : this.#messages.text("mine", { label, read: digit });
    item.append(thumbnail(strokes), words);
    element("mine").prepend(item);
  }

  /** @param {import("./outbox.js").Outcome} outcome */
  #sent(outcome) {
    if (outcome === "kept") {
      const count = Number(read(`${this.#prefix}kept`) ?? 0) + 1;
      write(`${this.#prefix}kept`, String(count));
      this.#refreshKept();
    } else if (outcome === "ended") this.#end();
    else if (outcome !== "later") element("trouble").textContent = this.#messages.text(outcome);
  }

  #refreshKept() {
    const count = Number(read(`${this.#prefix}kept`) ?? 0);
    const { waiting } = this.#outbox;
    const messages = this.#messages;
    const kept = element("kept");
    kept.dataset.kept = String(count);
    kept.dataset.waiting = String(waiting);
    kept.textContent = `${messages.counted("kept", count)} ${waiting > 0 ? messages.counted("waiting", waiting) : ""}`.trim();
  }

  /** @param {HttpAnswer} answer */
  #hear({ status, body }) {
    if (status === 404) return this.#end();
    if (status === 200) {
      this.#task.set(body.task);
      this.#showTask();
      this.#ofClass.follow(body.network);
    }
    if (status === 200 || status === 304) {
      this.#sit();
      if (this.#outbox.waiting > 0) this.#outbox.flush();
    }
  }

  async #sit() {
    if (this.#isSeated) return;
    const { status, body } = await ask(`${this.#url}/seats`, withJson("POST", { seat: this.#seat }));
    if (status === 409) element("trouble").textContent = this.#messages.text("full");
    if (status !== 200) return;
    this.#isSeated = true;
    this.#root.dataset.state = "seated";
    this.#root.dataset.seat = String(body.seat);
    element("seat").textContent = seatName(body.seat, this.#messages);
    showMark(element("mark"), body.seat);
  }

  #showTask() {
    const { kind, digit, isOver, count } = this.#task;
    const key = isOver ? "over" : kind;
    const values = { digit: digit ?? "", count };
    element("task").textContent = this.#messages.text(`task.${key}`, values);
    element("send").hidden = digit === null;
    element("labels").hidden = kind !== "free";
  }

  #end() {
    this.#poll.isOver = true;
    this.#root.dataset.state = "ended";
    this.#outbox.forgetAll();
    for (const key of keysOf(this.#prefix)) forget(key);
    element("trouble").textContent = this.#messages.text("ended");
  }
}

new PupilPage();
document.documentElement.dataset.ready = "";
