// Learns hands with the page's modules. ARGUMENTS: a network's file, its replay's, and a task in
// JSON: {rounds: [{learn: {digits, labels}, read: {digits, labels}}], others}. Digits are 784
// levels each, labels a byte each, in hexadecimal. The answer on stdout: {rounds: [{before, after}], others},
// where `others` has what the shipped network makes of the other digits, and then each learned one.
// Of each digit a byte: its class, and 16 more where it is called no digit.

import { readFileSync, writeFileSync } from "node:fs";
import { forward } from "../static/js/network/chain.js";
import { Learner } from "../static/js/network/learner.js";
import { readNetwork } from "../static/js/network/network.js";
import { readReplay } from "../static/js/network/replay.js";

const [networkFile, replayFile, taskFile] = process.argv.slice(2);
const bufferOf = (path) => new Uint8Array(readFileSync(path)).buffer;
const network = readNetwork(bufferOf(networkFile));
const learner = new Learner(network, readReplay(bufferOf(replayFile)));
const task = JSON.parse(readFileSync(taskFile, "utf-8"));

/** What the layers that learn get of each view of each digit: it stays the same for all of them. */
function inputsOf(hex) {
  const bytes = Buffer.from(hex, "hex");
  const body = network.layers.slice(0, learner.first);
  return Array.from({ length: bytes.length / 784 }, (_, at) => {
    const digit = bytes.subarray(at * 784, at * 784 + 784);
    return network.viewsOf(digit).map((view) => forward(body, view).slice());
  });
}

function read(asked, inputs) {
  const last = asked.layers.slice(learner.first);
  const answers = inputs.map((views) => {
    const opinion = asked.opinionOn(views.map((view) => forward(last, view).slice()));
    return opinion.digit + (opinion.verdict === "not-a-digit" ? 16 : 0);
  });
  return Buffer.from(answers).toString("hex");
}

const others = inputsOf(task.others);
const answer = { rounds: [], others: [read(network, others)] };
for (const { learn, read: wanted } of task.rounds) {
  const [digits, labels] = [Buffer.from(learn.digits, "hex"), Buffer.from(learn.labels, "hex")];
  const samples = [...labels].map((label, at) => ({ digit: digits.subarray(at * 784, at * 784 + 784), label }));
  const learned = learner.learned(samples);
  const inputs = inputsOf(wanted.digits);
  answer.rounds.push({ before: read(network, inputs), after: read(learned, inputs) });
  answer.others.push(read(learned, others));
}
writeFileSync(1, JSON.stringify(answer));
