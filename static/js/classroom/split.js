// @ts-check
// What a class's network learns and what it is measured on, settled before anything is learned:
// the twin of webapp/classroom/exporting.py, and of trainer/studies/class_adaptation.py. No DOM.

/** @typedef {import("./client.js").ClassDrawing} ClassDrawing */
/** @typedef {{learned: ClassDrawing[], held: ClassDrawing[]}} Split */

const THIRD = 3;

/** Of each seat every third drawing is held back. @param {readonly ClassDrawing[]} drawings by their numbers @returns {Split} */
export function heldBack(drawings) {
  /** @type {Map<number, number>} */
  const drawn = new Map();
  /** @type {Split} */
  const split = { learned: [], held: [] };
  for (const drawing of drawings) {
    const count = (drawn.get(drawing.seat) ?? 0) + 1;
    drawn.set(drawing.seat, count);
    (count % THIRD === 0 ? split.held : split.learned).push(drawing);
  }
  return split;
}

/**
 * Three ways to hold back whole seats, each seat once: whom the network then reads, it has never seen.
 * @param {readonly ClassDrawing[]} drawings by their numbers @returns {Split[]} none with fewer than three seats
 */
export function seatsHeldBack(drawings) {
  const seats = [...new Set(drawings.map(({ seat }) => seat))].sort((one, other) => one - other);
  if (seats.length < THIRD) return [];
  return Array.from({ length: THIRD }, (_, third) => {
    const isHeld = (/** @type {ClassDrawing} */ { seat }) => seats.indexOf(seat) % THIRD === third;
    return { learned: drawings.filter((each) => !isHeld(each)), held: drawings.filter(isHeld) };
  });
}
