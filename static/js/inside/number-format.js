// @ts-check
// Numbers as the page's language writes them, short enough for a cell.

const language = document.documentElement.lang;
const two = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const one = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const rough = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 });
const percents = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });

/** @param {number} value */
export function figure(value) {
  return two.format(Math.abs(value) < 0.005 ? 0 : value).replace("-", "−");
}

/** With two digits that count. @param {number} value */
export function roughly(value) {
  return rough.format(value);
}

/** For narrow places. @param {number} value */
export function tenths(value) {
  return one.format(value).replace("-", "−");
}

/** As `Messages.percent`, short of needless decimals. @param {number} share 0..1 */
export function percent(share) {
  return percents.format(Math.min(share, 0.999));
}
