// @ts-check
// Whether one network is better than another on the same drawings, or only luckier: the exact test
// of McNemar (Psychometrika 12, 1947). Only the drawings on which they differ count. Were both equally good, each
// of those would be a coin's toss.

/** ln(n!). @param {number} n */
function logFactorial(n) {
  let sum = 0;
  for (let factor = 2; factor <= n; factor++) sum += Math.log(factor);
  return sum;
}

/**
 * How likely so uneven a split, or a more uneven one, would be by luck: the two-sided binomial test.
 * @param {number} better drawings that only the second network reads right
 * @param {number} worse drawings that only the first network reads right
 * @returns {number} 0..1
 */
export function mcnemar(better, worse) {
  const tosses = better + worse;
  const fewer = Math.min(better, worse);
  const ofAll = logFactorial(tosses) - tosses * Math.log(2);
  let tail = 0;
  for (let k = 0; k <= fewer; k++) tail += Math.exp(ofAll - logFactorial(k) - logFactorial(tosses - k));
  return Math.min(1, 2 * tail);
}

/**
 * Compare what two networks made of the same drawings.
 * @param {readonly number[]} labels @param {readonly number[]} before @param {readonly number[]} after digits that were read
 * @returns {{n: number, before: number, after: number, better: number, worse: number, p: number}} how many were right, before and after
 */
export function compared(labels, before, after) {
  const rights = labels.map((label, at) => [before[at] === label, after[at] === label]);
  const better = rights.filter(([was, is]) => is && !was).length;
  const worse = rights.filter(([was, is]) => was && !is).length;
  const right = rights.filter(([was]) => was).length;
  return { n: labels.length, before: right, after: right + better - worse, better, worse, p: mcnemar(better, worse) };
}
