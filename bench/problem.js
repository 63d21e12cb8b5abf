/** The one problem that every peer is given, in a file: examples, the lecture's network with batch norm, and a deep one. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Generator } from '../dist/src/torch/generator.js';

/** The lecture's seed. */
const SEED = 2147483647;
const WIDTH = 1024;
/** Weights of the deep network, used in rotation: 16 MB, more than the second-level cache. */
const MATRICES = 4;

/** Writes problem.json and problem.bin into a folder; gives the manifest's path and the sizes. */
export function writeProblem(folder, examples) {
  const generator = new Generator(SEED);
  const draw = (shape, factor, shift = 0) => {
    const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
    generator.normalFill(data);
    return { shape, data: data.map((value) => value * factor + shift) };
  };
  const { X, Y } = examples.train;
  const [vocabSize, rows, blockSize] = [examples.vocabSize, X.length, examples.blockSize];
  const filled = {
    X: { shape: [rows, blockSize], data: Int32Array.from(X.flat()) },
    Y: { shape: [rows], data: Int32Array.from(Y) },
    C: draw([vocabSize, 10], 1),
    W1: draw([10 * blockSize, 200], 5 / 3 / Math.sqrt(10 * blockSize)),
    W2: draw([200, vocabSize], 0.01),
    b2: draw([1, vocabSize], 0),
    gain: draw([1, 200], 0.1, 1),
    bias: draw([1, 200], 0.1),
    deepInput: draw([WIDTH, WIDTH], 1),
    deep: draw([MATRICES, WIDTH, WIDTH], 5 / 3 / Math.sqrt(WIDTH)),
  };
  const binary = path.join(folder, 'problem.bin');
  const arrays = [];
  const parts = [];
  let offset = 0;
  for (const [name, { shape, data }] of Object.entries(filled)) {
    const type = data instanceof Int32Array ? 'int32' : 'float32';
    arrays.push({ name, type, shape, offset, length: data.length });
    parts.push(Buffer.from(data.buffer));
    offset += data.byteLength;
  }
  writeFileSync(binary, Buffer.concat(parts));
  const sizes = { rows, vocabSize, blockSize, nEmbd: 10, nHidden: 200, eps: 1e-5, threshold: 0.97, width: WIDTH };
  const manifest = path.join(folder, 'problem.json');
  writeFileSync(manifest, JSON.stringify({ ...sizes, matrices: MATRICES, binary, arrays }));
  return { manifest, sizes };
}
