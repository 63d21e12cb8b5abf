/** Torch's float32 gradients through a batch norm lie within their bounds of the float64 reference, and the bounds mean something. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { batchNormGradientBound } from '../../src/grading/tolerance.js';
import { batchNorm, batchNormBackward } from '../../src/reference/batch-norm.js';
import { fromTensor } from '../../src/reference/matrix.js';
import { Generator } from '../../src/torch/generator.js';
import { Tensor } from '../../src/torch/index.js';
import { draws } from '../reference/network-of.js';

const eps = 1e-5;

test('float32 gradients of a batch norm keep to their bounds', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.integer({ min: 2, max: 40 }),
      fc.constantFrom(0, 3, 100),
      fc.constantFrom(0.01, 1, 10),
      (seed, rows, offset, spread) => {
        const generator = new Generator(seed);
        const shape = [rows, 3];
        const around = draws(generator, shape, spread);
        const given = {
          x: { shape, data: around.data.map((value) => value + offset) },
          gamma: draws(generator, [3]),
          beta: draws(generator, [3]),
          upstream: draws(generator, shape),
        };
        const tensor = ({ data }: { readonly data: Float32Array }, size: readonly number[]) =>
          new Tensor(data.slice(), size, { requiresGrad: true });
        const x = tensor(given.x, shape);
        const gamma = tensor(given.gamma, [3]);
        const beta = tensor(given.beta, [3]);
        const mean = x.mean(0, { keepdim: true });
        const variance = x.var(0, { keepdim: true, correction: 0 });
        const y = x.sub(mean).div(variance.add(eps).sqrt()).mul(gamma).add(beta);
        y.mul(new Tensor(given.upstream.data.slice(), shape)).sum().backward();

        const matrix = fromTensor(given.x);
        const rule = { gain: fromTensor(given.gamma), bias: fromTensor(given.beta), eps, correction: 0 } as const;
        const exact = batchNormBackward(matrix, rule, batchNorm(matrix, rule), fromTensor(given.upstream));
        const bounds = batchNormGradientBound(matrix, given.gamma.data, given.upstream.data, eps);
        const outside = (name: string, grad: Tensor | null, expected: Float64Array, bound: Float64Array) =>
          Array.from(grad?.data ?? [NaN]).flatMap((value, index) =>
            Math.abs(value - (expected[index] ?? NaN)) <= (bound[index] ?? 0) + 1e-30 ? [] : [`${name}[${index}]`],
          );
        expect([
          ...outside('x', x.grad, exact.x.data, bounds.x),
          ...outside('gamma', gamma.grad, exact.gain.data, bounds.gamma),
          ...outside('beta', beta.grad, exact.bias.data, bounds.beta),
        ]).toEqual([]);
      },
    ),
    { seed: 4, numRuns: 60 },
  );
});

test('the unbiased variance, or statistics left out of the graph, are far outside', () => {
  const generator = new Generator(9);
  const [rows, cols] = [16, 5];
  const x = fromTensor(draws(generator, [rows, cols], 3));
  const gain = fromTensor(draws(generator, [cols]));
  const bias = fromTensor(draws(generator, [cols]));
  const upstream = fromTensor(draws(generator, [rows, cols]));
  const rule = { gain, bias, eps, correction: 0 } as const;
  const normalized = batchNorm(x, rule);
  const right = batchNormBackward(x, rule, normalized, upstream).x.data;
  const unbiased = { ...rule, correction: 1 } as const;
  const other = batchNormBackward(x, unbiased, batchNorm(x, unbiased), upstream).x.data;
  const detached = upstream.data.map(
    (value, index) =>
      (value * (gain.data[index % cols] ?? 0)) / Math.sqrt((normalized.variance.data[index % cols] ?? 0) + eps),
  );
  const bounds = batchNormGradientBound(x, gain.data, upstream.data, eps).x;
  for (const wrong of [other, detached]) {
    const outside = wrong.filter((value, index) => Math.abs(value - (right[index] ?? 0)) > (bounds[index] ?? 0));
    expect(outside.length).toBeGreaterThan(0.95 * right.length);
  }
});
