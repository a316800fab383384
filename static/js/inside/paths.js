// @ts-check
// The strongest paths: from a class back to the maps and units that speak most for it.

import { channelsOf, isSpatial } from "./activations.js";

/** @typedef {import("./activations.js").Stage} Stage */
/** @typedef {import("./network.js").Network} Network */
/** Between a map or unit of one stage and one of the next; strength is 0..1. @typedef {{place: number, from: number, to: number, strength: number}} Edge */

const MOST_NODES = 4;
const BRANCHES = 2;
const FIRST_BRANCHES = 4;

/** What each map or unit of the stage before adds to one of this stage. @param {Network} network @param {Stage[]} stages @param {number} place @param {number} channel @returns {Float32Array} */
function contributions(network, stages, place, channel) {
  const [before, stage] = [stages[place - 1], stages[place]];
  const shares = new Float32Array(channelsOf(before));
  const { kernel } = network.layers[stage.layer];
  if (!before.data || !stage.data) return shares;
  if (!kernel) {
    // Pooling and softmax take each map, or class, for itself.
    shares[channel] = 1;
    return shares;
  }
  const units = channelsOf(stage);
  if (!isSpatial(stage)) {
    before.data.forEach((value, at) => {
      shares[at % shares.length] += value * kernel.data[at * units + channel];
    });
    return shares;
  }
  return network.mapShares(stages, place, channel);
}

/** @param {Network} network @param {Stage[]} stages @param {number} digit @returns {Edge[]} */
export function strongestPaths(network, stages, digit) {
  /** @type {Edge[]} */
  const edges = [];
  let nodes = [digit];
  for (let place = stages.length - 1; place > 0; place--) {
    /** @type {Edge[]} */
    const found = [];
    const branches = stages[place].kind === "logits" ? FIRST_BRANCHES : BRANCHES;
    for (const to of nodes) {
      const shares = contributions(network, stages, place, to);
      const order = Array.from(shares.keys()).filter((at) => shares[at] > 0).sort((a, b) => shares[b] - shares[a]);
      for (const from of order.slice(0, branches)) found.push({ place, from, to, strength: shares[from] });
    }
    found.sort((a, b) => b.strength - a.strength);
    const kept = new Set(found.map(({ from }) => from).filter((from, at, all) => all.indexOf(from) === at).slice(0, MOST_NODES));
    const most = found[0]?.strength ?? 1;
    edges.push(...found.filter(({ from }) => kept.has(from)).map((edge) => ({ ...edge, strength: edge.strength / most })));
    nodes = [...kept];
  }
  return edges;
}

/** The one strongest path, the picture left out: places and maps or units, from the front. @param {Edge[]} edges @param {number} last @param {number} digit */
export function strongestPath(edges, last, digit) {
  /** @type {{place: number, channel: number}[]} */
  const path = [];
  let channel = digit;
  for (let place = last; place > 1; place--) {
    const best = edges.filter((edge) => edge.place === place && edge.to === channel).sort((a, b) => b.strength - a.strength)[0];
    if (!best) break;
    channel = best.from;
    path.unshift({ place: place - 1, channel });
  }
  return path;
}
