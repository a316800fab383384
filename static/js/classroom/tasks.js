// @ts-check
// What a pad is to draw: one digit, a round of all ten in an order of its own, or any.

import { read, write } from "./keepsakes.js";

/** @typedef {import("./client.js").Task} Task */

const ROUND = 10;

function shuffledDigits() {
  const digits = Array.from({ length: ROUND }, (_, digit) => digit);
  for (let i = ROUND - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [digits[i], digits[j]] = [digits[j], digits[i]];
  }
  return digits;
}

/** The task as this pad has it; a reload goes on where the round was. */
export class PadTask {
  #key;
  /** @type {Task} */
  #task = { kind: "free", digit: null, number: 0 };
  /** @type {{number: number, digits: number[], done: number}} */
  #round = { number: 0, digits: [], done: 0 };

  /** @param {string} key under which the round is kept */
  constructor(key) {
    this.#key = key;
    try {
      this.#round = JSON.parse(read(key) ?? "") ?? this.#round;
    } catch {
      // None yet.
    }
  }

  /** @param {Task} task */
  set(task) {
    this.#task = task;
    if (task.kind !== "round" || this.#round.number === task.number) return;
    this.#round = { number: task.number, digits: shuffledDigits(), done: 0 };
    this.#keep();
  }

  get kind() {
    return this.#task.kind;
  }

  /** The digit to be drawn; null where any may be, or the round is over. */
  get digit() {
    if (this.kind === "round") return this.#round.digits[this.#round.done] ?? null;
    return this.kind === "digit" ? this.#task.digit : null;
  }

  get isOver() {
    return this.kind === "round" && this.#round.done >= ROUND;
  }

  /** Which one of the round it is, from 1. */
  get count() {
    return this.#round.done + 1;
  }

  /** A drawing has been handed in. */
  advance() {
    if (this.kind !== "round") return;
    this.#round.done += 1;
    this.#keep();
  }

  #keep() {
    write(this.#key, JSON.stringify(this.#round));
  }
}
