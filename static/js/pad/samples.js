// @ts-check
// Digits that draw themselves, stroke by stroke, at the speed of a hand.

/** @typedef {import("./strokes.js").Drawing} Drawing */
/** @typedef {import("./strokes.js").Stroke} Stroke */
/** @typedef {{digit: number, strokes: import("./strokes.js").DrawingData}} Sample */

const PAUSE_MS = 140;
// What took longer to draw is drawn the faster.
const LONGEST_MS = 10_000;

/** @param {Sample} sample @returns {Stroke[]} */
function strokesOf({ strokes }) {
  return strokes.map(({ width, points }) => ({
    width,
    points: points.map(([x, y, pressure, t]) => ({ x, y, pressure, t })),
  }));
}

/** @template T @param {T[]} items @returns {T} */
function randomOf(items) {
  return items[Math.floor(Math.random() * items.length)];
}

/** How long a stroke and the pause after it take. @param {Stroke} stroke */
function durationOf({ points }) {
  return points[points.length - 1].t + PAUSE_MS;
}

/** Resolve at the next frame. */
function nextFrame() {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

export class SamplePlayer {
  #url;
  #drawing;
  /** @type {Promise<Sample[]> | null} */
  #samples = null;
  // Each start ends the replay before it.
  #replay = 0;
  #isOwnChange = false;

  /** @param {string} url @param {Drawing} drawing */
  constructor(url, drawing) {
    this.#url = url;
    this.#drawing = drawing;
    // Whoever else touches the drawing takes the pen out of the replay's hand.
    drawing.addEventListener("change", () => {
      if (!this.#isOwnChange) this.#replay += 1;
    });
  }

  /** Replace the drawing by a sample, of this digit or of any. @param {number} [digit] */
  async play(digit) {
    const samples = await this.#load();
    const fitting = samples.filter((sample) => digit === undefined || sample.digit === digit);
    await this.replay(strokesOf(randomOf(fitting)));
  }

  /** Replace the drawing by strokes, drawn as they once were. @param {Stroke[]} strokes */
  async replay(strokes) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.#drawing.replace(strokes);
    else await this.#draw(strokes);
  }

  #load() {
    this.#samples ??= this.#fetch().catch((error) => {
      this.#samples = null;
      throw error;
    });
    return this.#samples;
  }

  /** @returns {Promise<Sample[]>} */
  async #fetch() {
    const response = await fetch(this.#url);
    if (!response.ok) throw new Error(`The samples answered ${response.status}.`);
    return (await response.json()).samples;
  }

  /** @param {Stroke[]} strokes */
  async #draw(strokes) {
    this.#replay += 1;
    const replay = this.#replay;
    const isCurrent = () => replay === this.#replay;
    this.#change(() => this.#drawing.clear());
    const speed = Math.max(1, strokes.reduce((sum, stroke) => sum + durationOf(stroke), 0) / LONGEST_MS);
    const start = performance.now();
    const elapsed = () => (performance.now() - start) * speed;
    let begins = 0;
    for (const stroke of strokes) {
      await this.#drawStroke(stroke, () => elapsed() - begins, isCurrent);
      begins += durationOf(stroke);
      while (isCurrent() && elapsed() < begins) await nextFrame();
    }
  }

  /** @param {Stroke} stroke @param {() => number} elapsed since its beginning @param {() => boolean} isCurrent */
  async #drawStroke({ points, width }, elapsed, isCurrent) {
    if (!isCurrent()) return;
    this.#change(() => this.#drawing.begin(points[0], width));
    for (let done = 1; done < points.length; ) {
      while (isCurrent() && elapsed() < points[done].t) await nextFrame();
      if (!isCurrent()) return;
      const now = elapsed();
      let until = done;
      while (until < points.length && points[until].t <= now) until += 1;
      const due = points.slice(done, until);
      this.#change(() => this.#drawing.extend(due));
      done = until;
    }
    this.#change(() => this.#drawing.end());
  }

  /** @param {() => void} change */
  #change(change) {
    this.#isOwnChange = true;
    change();
    this.#isOwnChange = false;
  }
}
