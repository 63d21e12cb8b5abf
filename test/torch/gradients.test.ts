import { describe, expect, test } from '@jest/globals';
import { Generator } from '../../src/torch/generator.js';
import type { NdArray, Result } from '../../src/torch/ndarray.js';
import { numelOf } from '../../src/torch/ndarray.js';
import * as ops from '../../src/torch/ops/index.js';

/**
 * Every derivative against central differences, both in float64: (f(x + h) - f(x - h)) / 2h with h = eps^(1/3), where the
 * truncation h^2 |f'''| / 6 and the rounding eps |f| / h balance at about 4e-11 (|f| + |f'''|). The sums below stay under
 * 1e3 with their third derivatives, so 1e-7 leaves a factor 2; a single float32 rounding would show as 6e-8 / h = 1e-2.
 */
const STEP = Number.EPSILON ** (1 / 3);
const TOLERANCE = 1e-7;

type Operation = (...inputs: NdArray[]) => Result;

/** Normal draws that keep away from the kinks at 0, as a float64 array. */
function draw(generator: Generator, shape: readonly number[], isPositive = false): NdArray {
  const data = new Float32Array(numelOf(shape));
  generator.normalFill(data);
  const away = (value: number): number => (value < 0 ? value - 0.1 : value + 0.1);
  return { shape, data: Float64Array.from(data, (value) => (isPositive ? Math.abs(value) + 0.3 : away(value))) };
}

function nudged(inputs: readonly NdArray[], which: number, place: number, by: number): NdArray[] {
  return inputs.map(({ shape, data }, i) => {
    const copy = Float64Array.from(data);
    if (i === which) copy[place] = (copy[place] ?? NaN) + by;
    return { shape, data: copy };
  });
}

/** The largest difference between the derivative and its numerical estimate, relative to 1 + |derivative|. */
function worstError(operation: Operation, inputs: readonly NdArray[], generator: Generator): number {
  const { shape, backward } = operation(...inputs);
  const upstream = draw(generator, shape);
  const value = (at: readonly NdArray[]): number => {
    let total = 0;
    for (const [i, y] of operation(...at).data.entries()) total += y * (upstream.data[i] ?? NaN);
    return total;
  };
  const grads = backward(
    upstream.data,
    inputs.map(() => true),
  );
  let worst = 0;
  inputs.forEach((input, which) => {
    for (let place = 0; place < input.data.length; place++) {
      const above = value(nudged(inputs, which, place, STEP));
      const below = value(nudged(inputs, which, place, -STEP));
      const estimate = (above - below) / (2 * STEP);
      const derivative = grads[which]?.[place] ?? NaN;
      const error = Math.abs(derivative - estimate) / (1 + Math.abs(derivative));
      worst = error <= worst ? worst : error; // NaN is worse than anything
    }
  });
  return worst;
}

const of = (shape: readonly number[], isPositive = false) => ({ shape, isPositive });
const matrix = of([4, 5]);
const positive = of([4, 5], true);
const cases: Record<string, { inputs: readonly { shape: readonly number[]; isPositive: boolean }[]; f: Operation }> =
  {};
const one = (name: string, f: (x: NdArray) => Result, input = matrix): void => {
  cases[name] = { inputs: [input], f: (x = missingInput()) => f(x) };
};
const two = (name: string, f: (a: NdArray, b: NdArray) => Result, a = matrix, b = matrix): void => {
  cases[name] = { inputs: [a, b], f: (x = missingInput(), y = missingInput()) => f(x, y) };
};
function missingInput(): never {
  throw new Error('the case lacks an input');
}

for (const [name, f] of Object.entries({
  exp: ops.exp,
  abs: ops.abs,
  tanh: ops.tanh,
  sigmoid: ops.sigmoid,
  silu: ops.silu,
  softplus: ops.softplus,
  relu: ops.relu,
  selu: ops.selu,
  neg: ops.neg,
})) {
  one(name, f);
}
one('log', ops.log, positive);
one('sqrt', ops.sqrt, positive);
one('leakyRelu', (x) => ops.leakyRelu(x, 0.2));
one('elu', (x) => ops.elu(x, 1.5));
one('gelu', (x) => ops.gelu(x, 'none'));
one('gelu by tanh', (x) => ops.gelu(x, 'tanh'));
one('x + 3', (x) => ops.addNumber(x, 3));
one('3 x', (x) => ops.mulNumber(x, 3));
one('x / 3', (x) => ops.divNumber(x, 3));
one('x^2', (x) => ops.powNumber(x, 2));
one('x^3', (x) => ops.powNumber(x, 3));
one('x^-0.5', (x) => ops.powNumber(x, -0.5), positive);
one('x^0', (x) => ops.powNumber(x, 0));
for (const dim of [0, 1, 2]) {
  const cube = of([3, 4, 2]);
  one(`softmax along ${dim}`, (x) => ops.softmax(x, dim), cube);
  one(`logSoftmax along ${dim}`, (x) => ops.logSoftmax(x, dim), cube);
  one(`sum along ${dim}`, (x) => ops.sum(x, [dim], false), cube);
  one(`mean along ${dim}`, (x) => ops.mean(x, [dim], true), cube);
  one(`var along ${dim}`, (x) => ops.variance(x, [dim], false, 0), cube);
  one(`std along ${dim}`, (x) => ops.standardDeviation(x, [dim], true, 1), cube);
  one(`max along ${dim}`, (x) => ops.extremeAlong('max', x, dim, false).values, cube);
  one(`min along ${dim}`, (x) => ops.extremeAlong('min', x, dim, true).values, cube);
}
one('sum of all', (x) => ops.sum(x, null, false));
one('mean over two of three', (x) => ops.mean(x, [0, 2], false), of([3, 4, 2]));
one('var of all', (x) => ops.variance(x, null, false, 1));
one('std of all', (x) => ops.standardDeviation(x, null, false, 1));
one('max of all', (x) => ops.extreme('max', x));
one('min of all', (x) => ops.extreme('min', x));
one('view', (x) => ops.view('view', x, [2, -1]));
one('transpose', (x) => ops.transpose('transpose', x, 0, 2), of([3, 4, 2]));
one('index, rows twice', (x) => ops.index(x, [{ shape: [2, 2], values: [1, 1, 3, -4] }]));
one('index, pairs', (x) =>
  ops.index(x, [
    { shape: [3], values: [0, 1, 0] },
    { shape: [3], values: [4, 2, 4] },
  ]),
);
one('crossEntropy', (x) => ops.crossEntropy(x, [4, 0, 1, 1], 'mean'));
one('crossEntropy, none', (x) => ops.crossEntropy(x, [4, 0, 1, 1], 'none'));
for (const [a, b] of [
  [of([4, 5]), of([4, 5], true)],
  [of([4, 5]), of([5], true)],
  [of([4, 1]), of([1, 5], true)],
  [of([2, 1, 3]), of([4, 1], true)],
  [of([]), of([2, 3], true)],
] as const) {
  const shapes = `[${a.shape.join(', ')}] and [${b.shape.join(', ')}]`;
  two(`add ${shapes}`, ops.add, a, b);
  two(`sub ${shapes}`, ops.sub, a, b);
  two(`mul ${shapes}`, ops.mul, a, b);
  two(`div ${shapes}`, ops.div, a, b);
  two(`pow ${shapes}`, ops.pow, of(a.shape, true), b);
}
for (const [a, b] of [
  [of([4, 5]), of([5, 3])],
  [of([9, 7]), of([7, 6])],
  [of([5]), of([5, 3])],
  [of([4, 5]), of([5])],
  [of([2, 3, 5]), of([5, 4])],
  [of([2, 3, 5]), of([2, 5, 4])],
] as const) {
  two(`matmul [${a.shape.join(', ')}] @ [${b.shape.join(', ')}]`, ops.matmul, a, b);
}
two('concatenate', (a, b) => ops.concatenate([a, b], 1), of([2, 3, 2]), of([2, 4, 2]));
const normalize =
  (correction: number | null): Operation =>
  (x = missingInput(), gamma = missingInput(), beta = missingInput()) => {
    const fixed = { means: Float64Array.of(1, 2, 3), variances: Float64Array.of(0.5, 1, 2) };
    const statistics = correction === null ? fixed : ops.batchStatistics(x, correction);
    return ops.batchNorm(x, gamma, beta, statistics, { eps: 1e-3, correction });
  };
const normInputs = [of([6, 3]), of([3]), of([1, 3])];
cases['batchNorm by the batch'] = { inputs: normInputs, f: normalize(0) };
cases["batchNorm by the batch, Bessel's variance"] = { inputs: normInputs, f: normalize(1) };
cases['batchNorm by running statistics'] = { inputs: normInputs, f: normalize(null) };

describe('derivatives by central difference in float64', () => {
  test.each(Object.entries(cases))('%s', (name, { inputs, f }) => {
    const generator = new Generator(name.length);
    const drawn = inputs.map(({ shape, isPositive }) => draw(generator, shape, isPositive));
    expect(worstError(f, drawn, generator)).toBeLessThan(TOLERANCE);
  });

  test('the check sees a wrong derivative, and a missing one', () => {
    const generator = new Generator(1);
    const x = draw(generator, [3]);
    const wrong: Operation = (input = x) => ({ ...ops.tanh(input), backward: (grad) => [grad] });
    const missing: Operation = (input = x) => ({ ...ops.tanh(input), backward: () => [null] });
    expect(worstError(wrong, [x], generator)).toBeGreaterThan(1e-3);
    expect(worstError(missing, [x], generator)).toBeNaN();
  });
});
