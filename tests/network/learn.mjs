// What is learned: ARGUMENTS are a network's file, a replay's, and a list of lists of samples in
// JSON, [digit as 784 numbers, label] each. On stdout, in JSON, the weights of the shipped network and
// of each that has learned, by name.

import { readFileSync, writeFileSync } from "node:fs";
import { Learner } from "../../static/js/network/learner.js";
import { readNetwork } from "../../static/js/network/network.js";
import { readReplay } from "../../static/js/network/replay.js";

const bufferOf = (path) => new Uint8Array(readFileSync(path)).buffer;
const [networkFile, replayFile, samplesFile] = process.argv.slice(2);
const network = readNetwork(bufferOf(networkFile));
const learner = new Learner(network, readReplay(bufferOf(replayFile)));
const weightsOf = ({ arrays }) =>
  Object.fromEntries(Object.entries(arrays).map(([name, { values }]) => [name, [...values]]));
const learned = JSON.parse(readFileSync(samplesFile, "utf-8")).map((samples) =>
  learner.learned(samples.map(([digit, label]) => ({ digit: Uint8Array.from(digit), label }))),
);
writeFileSync(1, JSON.stringify([network, ...learned].map(weightsOf)));
