// @ts-check
// The page's language: texts that the server translated, and numbers as that language writes them.

// Half of what the last decimal of a percentage counts.
const HALF = 0.0005;
const CERTAIN = 1 - HALF;

export class Messages {
  #texts;
  #percent;
  #list;

  /** @param {HTMLElement} block the JSON data block @param {string} language */
  constructor(block, language) {
    this.#texts = /** @type {Record<string, string>} */ (JSON.parse(block.textContent ?? "{}"));
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    this.#percent = new Intl.NumberFormat(language, { style: "percent", ...digits });
    this.#list = new Intl.ListFormat(language, { type: "conjunction" });
  }

  /** A text with its `{placeholders}` filled in. @param {string} key @param {Record<string, string | number>} [values] */
  text(key, values = {}) {
    const template = this.#texts[key];
    if (template === undefined) throw new Error(`There is no message "${key}".`);
    return template.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  /** The text for so many: `key.none`, `key.one` or `key.some`. @param {string} key @param {number} count */
  counted(key, count) {
    return this.text(`${key}.${count === 0 ? "none" : count === 1 ? "one" : "some"}`, { count });
  }

  /** @param {string} key */
  has(key) {
    return key in this.#texts;
  }

  /** Never 100: no network is certain, and where it says 1, that is rounded. @param {number} share 0..1 */
  percent(share) {
    return this.#percent.format(Math.min(share, CERTAIN - HALF));
  }

  /** The same for a sentence, which says where it is cut. @param {number} share 0..1 */
  sureness(share) {
    return share < CERTAIN ? this.percent(share) : `> ${this.percent(share)}`;
  }

  /** Whether the share is written as more than nothing. @param {number} share 0..1 */
  isAny(share) {
    return share >= HALF;
  }

  /** Items one after the other, the last with an "and". @param {string[]} items */
  list(items) {
    return this.#list.format(items);
  }
}
