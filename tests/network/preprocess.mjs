// Greys on stdin, 28x28 on stdout: each picture is width and height (uint32, little-endian) and its
// levels; each answer one byte, 1 for a blank drawing, and 784 levels.

import { readFileSync, writeFileSync } from "node:fs";
import { inkOf } from "../../static/js/network/ink.js";
import { BlankDrawing, toMnist } from "../../static/js/network/preprocessing.js";

function answered(levels, width, height) {
  const answer = new Uint8Array(785);
  try {
    answer.set(toMnist(inkOf(levels, width, height)), 1);
  } catch (error) {
    if (!(error instanceof BlankDrawing)) throw error;
    answer[0] = 1;
  }
  return answer;
}

const bytes = readFileSync(0);
const answers = [];
for (let at = 0; at < bytes.length; ) {
  const [width, height] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
  const levels = new Uint8Array(bytes.buffer, bytes.byteOffset + at + 8, width * height);
  answers.push(answered(levels, width, height));
  at += 8 + levels.length;
}
writeFileSync(1, Buffer.concat(answers));
