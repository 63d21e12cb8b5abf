/**
 * Kernels at sizes where gpu.js is silently wrong: arrays past 2^24 elements, loops past 1,000 iterations. Beside each right kernel, a
 * control that makes the mistake. Prints one JSON report (large.test.ts reads it). Usage: node large.mjs BACKEND
 */
import { readBackendName } from '../../../../src/reference/gpu/backend-name.js';
import { Engine, toInput } from '../../../../src/reference/gpu/engine.js';
import { activationKernel } from '../../../../src/reference/gpu/kernels/activation.js';
import { chunkOf, sumKernel, total } from '../../../../src/reference/gpu/kernels/column-sums.js';
import { linearKernel } from '../../../../src/reference/gpu/kernels/linear.js';
import { joinRows, type Panel, rowPanel } from '../../../../src/reference/gpu/panel.js';

/** The hidden layer of the lecture's whole data set. */
const [ROWS, COLS] = [182_625, 200];

const backend = readBackendName(process.argv[2], 'large');
if (backend === null || backend === 'float64') throw new Error('large: expected a backend of gpu.js');
const engine = new Engine(backend);
const indexed = await beyondFloat32();
const loops = await beyondThousand();
await engine.destroy();
process.stdout.write(JSON.stringify({ backend, ...indexed, ...loops }));

/** Small whole numbers, different from their neighbours' and exact in every sum. */
function hidden(): Panel {
  const data = new Float32Array(ROWS * COLS);
  for (let index = 0; index < data.length; index++) data[index] = 1 + (index % 251);
  return { rows: ROWS, cols: COLS, width: COLS, data };
}

async function beyondFloat32() {
  const h = hidden();
  const relu = await engine.run(activationKernel('relu', ROWS, COLS), h);
  const sums = total(await engine.run(sumKernel(ROWS, COLS), h));
  const expected = new Float64Array(COLS);
  for (let index = 0; index < h.data.length; index++) {
    const col = index % COLS;
    expected[col] = (expected[col] ?? NaN) + (h.data[index] ?? NaN);
  }
  const held = {
    source: `function (h) {
    const index = this.thread.y * ${COLS} + this.thread.x;
    return h[0][index];
  }`,
    rows: ROWS,
    cols: COLS,
    work: 1,
  };
  const flat: Panel = { rows: 1, cols: h.data.length, width: h.data.length, data: h.data };
  const control = await engine.run(held, flat);
  return {
    elements: h.data.length,
    wrongValues: differences(relu.data, h.data),
    wrongSums: differences(sums, expected),
    wrongWithIndexInLocal: differences(control.data, h.data),
    firstWrongWithIndexInLocal: control.data.findIndex((value, index) => value !== h.data[index]),
  };
}

function differences(measured: ArrayLike<number>, expected: ArrayLike<number>): number {
  let count = Math.abs(measured.length - expected.length);
  for (let index = 0; index < expected.length; index++) if (measured[index] !== expected[index]) count++;
  return count;
}

/** Sums of ones: each says how many iterations ran. */
async function beyondThousand() {
  const ones = (rows: number, cols: number): Panel => ({
    rows,
    cols,
    width: cols,
    data: new Float32Array(rows * cols).fill(1),
  });
  const inner = 1_500;
  const bias = rowPanel([0, 0, 0, 0]);
  const product = await engine.run(linearKernel(4, inner, 4), ones(4, inner), ones(inner, 4), bias);
  const rows = 1_100_000;
  const blocks = await engine.run(sumKernel(rows, 4), ones(rows, 4));
  // Bounded by an argument, as gpu.js's own documentation shows it.
  const source = `function (count) {
    let sum = 0;
    for (let k = 0; k < count[0][0]; k++) sum += 1;
    return sum;
  }`;
  const counted = { source, rows: 1, cols: 4, work: inner };
  const bounded = await engine.run(counted, rowPanel([inner]));
  const settings = { output: [4, 1] as const, asyncMode: false, poolSize: 1 };
  const limited = engine.gpu.createKernel(source, { ...settings, loopMaxIterations: 1_000 });
  const control = joinRows(await limited(toInput(rowPanel([inner]))), 4, 4);
  engine.discard(limited);
  return {
    inner,
    ofProduct: product.data[0],
    chunk: chunkOf(rows),
    ofBlock: blocks.data[0],
    ofAll: total(blocks)[0],
    rows,
    boundedByArgument: bounded.data[0],
    boundedByArgumentAtDefault: control.data[0],
  };
}
