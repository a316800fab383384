// Read digits: ARGUMENT is a network's file; on stdin 784 levels each. On stdout twelve float32 each:
// the probabilities, P(digit), and the verdict's place in this list.

import { readFileSync, writeFileSync } from "node:fs";
import { readNetwork } from "../../static/js/network/network.js";

const VERDICTS = ["digit", "unsure", "not-a-digit"];
const file = readFileSync(process.argv[2]);
const network = readNetwork(file.buffer.slice(file.byteOffset, file.byteOffset + file.length));
const digits = readFileSync(0);
const answers = new Float32Array((digits.length / 784) * 12);
for (let at = 0; at < digits.length / 784; at++) {
  const logits = network.logitsOf(digits.subarray(at * 784, at * 784 + 784));
  const { probabilities, verdict } = network.opinionOn(logits);
  answers.set([...probabilities, network.probabilityOfDigit(logits), VERDICTS.indexOf(verdict)], at * 12);
}
writeFileSync(1, new Uint8Array(answers.buffer));
