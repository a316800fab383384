// The gradients of sum(outputs * weights) for one layer: ARGUMENTS are its description as JSON (with
// `input`, the shape of one image) and a file of its weights; on stdin the inputs and the weights
// of the outputs. On stdout: outputs, gradient of the inputs, then of each parameter; float32 all.

import { readFileSync, writeFileSync } from "node:fs";
import { backward, forward, layersOf } from "../../static/js/network/chain.js";
import { Parameter, sizeOf } from "../../static/js/network/layers/layer.js";

const about = JSON.parse(process.argv[2]);
const floats = (bytes) => new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
const numbers = floats(readFileSync(process.argv[3]));
let taken = 0;
const arrays = Object.fromEntries(
  about.arrays.map(({ name, shape }) => {
    const values = numbers.slice(taken, taken + sizeOf(shape));
    taken += values.length;
    return [`${about.name}.${name}`, new Parameter(values, shape)];
  }),
);
const layers = layersOf([about], about.input, arrays);
const given = floats(readFileSync(0));
const size = sizeOf(about.input);
const outputs = forward(layers, given.slice(0, size)).slice();
const back = backward(layers, given.slice(size));
const found = [outputs, back, ...Object.values(arrays).map(({ gradient }) => gradient)];
writeFileSync(1, Buffer.concat(found.map((each) => new Uint8Array(each.buffer))));
