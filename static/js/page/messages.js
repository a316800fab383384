// @ts-check
// The page's language: texts that the server translated, and numbers as that language writes them.

export class Messages {
  #texts;
  #percent;

  /** @param {HTMLElement} block the JSON data block @param {string} language */
  constructor(block, language) {
    this.#texts = /** @type {Record<string, string>} */ (JSON.parse(block.textContent ?? "{}"));
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    this.#percent = new Intl.NumberFormat(language, { style: "percent", ...digits });
  }

  /** A text with its `{placeholders}` filled in. @param {string} key @param {Record<string, string | number>} [values] */
  text(key, values = {}) {
    const template = this.#texts[key];
    if (template === undefined) throw new Error(`There is no message "${key}".`);
    return template.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  /** @param {string} key */
  has(key) {
    return key in this.#texts;
  }

  /** @param {number} share 0..1 */
  percent(share) {
    return this.#percent.format(share);
  }
}
