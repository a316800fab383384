// @ts-check
// The person says which digit it is: a tap on its bar, or its key once "Wrong?" is pressed. The
// drawing is kept with that label in this browser, the network learns it, Undo takes it back.

import { digitOf, keyOf } from "../page/keys.js";
import { part } from "../page/parts.js";

/** @typedef {import("../hand/hand.js").Hand} Hand */
/** @typedef {import("../page/announcer.js").Announcer} Announcer */
/** @typedef {import("../page/messages.js").Messages} Messages */
/** @typedef {import("./reader.js").Read} Read */
/** @typedef {import("./strokes.js").Drawing} Drawing */
/** @typedef {import("./strokes.js").Stroke} Stroke */

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** The key of what is said while it is learned. @param {Hand} hand */
function stateKey({ state, code }) {
  if (state === "failed") return code === "out-of-date" || code === "unavailable" ? `teaching.${code}` : "teaching.failed";
  return state === "learned" ? "teaching.learned" : "teaching.learning";
}

export class Teaching {
  #root;
  #drawing;
  #hand;
  #messages;
  #announcer;
  #bars;
  #wrong;
  #undo;
  #note;
  /** What was said of the drawing that is on the pad, or of the one before. @type {{ids: Promise<number[]>, label: number, strokes: readonly Stroke[]} | null} */
  #said = null;
  /** @type {Read | null} */
  #answer = null;

  /** @param {HTMLElement} root the answer @param {Drawing} drawing @param {Hand} hand @param {Messages} messages @param {Announcer} announcer */
  constructor(root, drawing, hand, messages, announcer) {
    this.#root = root;
    this.#drawing = drawing;
    this.#hand = hand;
    this.#messages = messages;
    this.#announcer = announcer;
    this.#bars = Array.from(root.querySelectorAll(".bar-label"), (bar) => /** @type {HTMLButtonElement} */ (bar));
    this.#wrong = part(root, ".wrong");
    this.#undo = part(root, ".unlearn");
    this.#note = part(root, ".note");
    this.#listen();
    this.#refresh();
  }

  #listen() {
    this.#bars.forEach((bar, digit) => {
      bar.addEventListener("click", () => this.#teach(digit));
    });
    this.#wrong.addEventListener("click", () => this.#ask());
    this.#undo.addEventListener("click", () => this.#takeBack());
    this.#root.addEventListener("keydown", (event) => this.#key(event));
    this.#hand.addEventListener("change", () => this.#refresh());
    this.#drawing.addEventListener("change", (event) => {
      const kind = /** @type {CustomEvent} */ (event).detail;
      if (kind === "begin" || kind === "extend") return;
      if (this.#drawing.isEmpty()) this.#answer = null;
      this.#refresh();
    });
  }

  /** Whose answer is on show, and what everyone's network says. @param {Read} answer */
  tell(answer) {
    this.#answer = answer;
    this.#refresh();
  }

  /** A drawing on plain paper can be learned; a picture cannot. */
  get #canTeach() {
    return !this.#drawing.isEmpty() && !this.#drawing.ground && this.#root.dataset.verdict !== "empty";
  }

  #refresh() {
    this.#root.toggleAttribute("data-asking", false);
    this.#wrong.setAttribute("aria-disabled", String(!this.#canTeach));
    this.#root.toggleAttribute("data-teachable", this.#canTeach);
    const isSaid = this.#said !== null && this.#isOnPad(this.#said.strokes);
    this.#undo.hidden = !isSaid;
    this.#wrong.hidden = isSaid;
    this.#note.textContent = this.#words();
  }

  #words() {
    if (this.#said && this.#isOnPad(this.#said.strokes)) {
      return this.#messages.text(stateKey(this.#hand), { digit: this.#said.label });
    }
    if (!this.#answer) return "";
    const { source, by, everyone, hand } = this.#answer;
    if (everyone) return this.#opinionWords("teaching.hand", everyone);
    if (hand) return this.#opinionWords("teaching.beside", hand);
    if (by === "everyone" && source === "browser") return this.#messages.text("teaching.browser");
    return this.#hand.drawings.length > 0 ? this.#messages.text("teaching.everyone") : "";
  }

  /** What another network says of the drawing. @param {string} key @param {import("../page/api-types.js").Opinion} opinion */
  #opinionWords(key, { digit, probabilities, verdict }) {
    if (verdict === "not-a-digit") return this.#messages.text(`${key}.nodigit`);
    return this.#messages.text(key, { digit, share: this.#messages.percent(probabilities[digit]) });
  }

  /** Which digit is it? The bars take the focus. */
  #ask() {
    if (!this.#canTeach) return;
    this.#root.toggleAttribute("data-asking", true);
    const top = this.#bars.findIndex((bar) => bar.closest(".is-top"));
    this.#bars[Math.max(0, top)].focus();
    const words = this.#messages.text("teaching.ask");
    this.#note.textContent = words;
    this.#announcer.now(words);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const at = this.#bars.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = digitOf(event);
    const step = STEPS[/** @type {keyof typeof STEPS} */ (keyOf(event))];
    if (digit !== null) this.#teach(digit);
    else if (step) this.#bars[(at + step + this.#bars.length) % this.#bars.length].focus();
    else if (keyOf(event) === "Escape") this.#leave();
    else return;
    // Elsewhere on the page a digit's key draws a sample of it.
    event.stopPropagation();
    event.preventDefault();
  }

  /** It was right after all. */
  #leave() {
    this.#refresh();
    this.#wrong.focus();
  }

  /** @param {number} label */
  async #teach(label) {
    if (!this.#canTeach) return;
    const strokes = this.#drawing.strokes;
    const former = this.#said && this.#isOnPad(this.#said.strokes) ? this.#said.ids : null;
    const isKeyed = this.#bars.some((bar) => bar === document.activeElement);
    const said = { ids: this.#keep(label, strokes, former), label, strokes };
    this.#said = said;
    try {
      await said.ids;
      this.#refresh();
      if (isKeyed) this.#undo.focus();
      this.#announcer.now(this.#note.textContent ?? "");
    } catch {
      if (this.#said === said) this.#said = null;
      this.#refresh();
      this.#note.textContent = this.#messages.text("teaching.full");
      this.#announcer.now(this.#note.textContent);
    }
  }

  /** In the place of what was said of it before. @param {number} label @param {readonly Stroke[]} strokes @param {Promise<number[]> | null} former */
  async #keep(label, strokes, former) {
    if (former) await this.#hand.remove(await former.catch(() => []));
    if (!this.#hand.isOn) await this.#hand.turn(true);
    return this.#hand.add([{ label, strokes }]);
  }

  async #takeBack() {
    const said = this.#said;
    this.#said = null;
    if (!said) return;
    await this.#hand.remove(await said.ids.catch(() => []));
    this.#refresh();
    this.#wrong.focus();
    const words = this.#messages.text("teaching.undone");
    this.#note.textContent = words;
    this.#announcer.now(words);
  }

  /** @param {readonly Stroke[]} strokes */
  #isOnPad(strokes) {
    const now = this.#drawing.strokes;
    return strokes.length === now.length && strokes.every((stroke, at) => stroke === now[at]);
  }
}
