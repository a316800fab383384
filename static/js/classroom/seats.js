// @ts-check
// Seats: ten animals in six colours; which one follows from the seat's number.

/** @typedef {import("../page/messages.js").Messages} Messages */

const ANIMALS = ["🦊", "🦉", "🐳", "🐱", "🐻", "🐸", "🐝", "🐢", "🐰", "🐧"];
const COLOURS = 6;

/** Sixty seats, no two alike. @param {number} seat */
function places(seat) {
  return { animal: seat % ANIMALS.length, colour: (seat + Math.floor(seat / ANIMALS.length)) % COLOURS };
}

/** @param {number} seat @param {Messages} messages */
export function seatName(seat, messages) {
  const { animal, colour } = places(seat);
  const values = { animal: messages.text(`animal.${animal}`), colour: messages.text(`colour.${colour}`) };
  const name = messages.text("seat", values);
  return name[0].toUpperCase() + name.slice(1);
}

/** Show a seat's animal in its colour. @param {HTMLElement} mark @param {number} seat */
export function showMark(mark, seat) {
  const { animal, colour } = places(seat);
  mark.textContent = ANIMALS[animal];
  mark.dataset.colour = String(colour);
}
