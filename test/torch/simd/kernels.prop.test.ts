/** The WebAssembly kernels against the plain TypeScript that they replace, on arrays that are copied and on arrays that lie in their memory. */
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalizeByBatch } from '../../../src/torch/batch-norm.js';
import { F, Generator, Tensor } from '../../../src/torch/index.js';
import { type KernelName, kernelsInUse, useKernels } from '../../../src/torch/kernels.js';
import { sgdStep } from '../../../src/torch/sgd.js';
import { Workspace } from '../../../src/torch/workspace.js';

const run = { seed: 42, numRuns: 30 };
/** The unit roundoff of float32. */
const UNIT = 2 ** -24;

beforeAll(() => {
  useKernels('webasm');
  expect(kernelsInUse()).toBe('webasm');
});
afterEach(() => useKernels('webasm'));

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const sizes = fc.integer({ min: 1, max: 70 });

function draw(generator: Generator, shape: readonly number[], factor = 1): Tensor {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  generator.uniformFill(data, -1.7, 1.7);
  return new Tensor(
    data.map((value) => value * factor),
    shape,
    { requiresGrad: true },
  );
}

/** What a computation gives on the kernels (from the heap, and within a workspace) and in plain TypeScript. */
function threeWays(compute: () => readonly (Tensor | null)[]): readonly Float32Array[][] {
  const read = (): Float32Array[] => compute().map((tensor) => tensor?.data.slice() ?? new Float32Array());
  useKernels('webasm');
  const heap = read();
  const workspace = new Workspace();
  workspace.step(read);
  const resident = workspace.step(read);
  workspace.close();
  useKernels('cpu');
  return [heap, resident, read()];
}

/** The largest share that any difference takes of what it may be. */
function worst(measured: Float32Array, expected: Float32Array, allowed: (index: number) => number): number {
  expect(measured.length).toBe(expected.length);
  let most = 0;
  for (const [index, value] of measured.entries()) {
    most = Math.max(most, Math.abs(value - (expected[index] ?? NaN)) / allowed(index));
  }
  return most;
}

describe('the kernels', () => {
  test('multiply matrices, and both of the gradients, within the rounding of sums in float32', () => {
    fc.assert(
      fc.property(seeds, sizes, fc.integer({ min: 1, max: 600 }), sizes, (seed, n, k, m) => {
        const generator = new Generator(seed);
        const [a, b, upstream] = [draw(generator, [n, k]), draw(generator, [k, m]), draw(generator, [n, m])];
        const [heap, resident, plain] = threeWays(() => {
          a.grad = b.grad = null;
          const y = a.matmul(b);
          y.backward(upstream.detach());
          return [y, a.grad, b.grad];
        });
        expect(resident).toEqual(heap);
        // |error| <= gamma_k sum |x| |w|, gamma_k = k u / (1 - k u), of the kernel; the plain sums are float64, rounded once.
        const sizesOf = (x: Tensor, y: Tensor): Float32Array => x.detach().abs().matmul(y.detach().abs()).data;
        const bounds = [sizesOf(a, b), sizesOf(upstream, b.detach().t()), sizesOf(a.detach().t(), upstream)];
        for (const [i, depth] of [k, m, n].entries()) {
          const allowed = (index: number): number => (depth + 2) * UNIT * 1.001 * (bounds[i]?.[index] ?? NaN) + 1e-37;
          expect(worst(heap?.[i] ?? new Float32Array(), plain?.[i] ?? new Float32Array(), allowed)).toBeLessThan(1);
        }
      }),
      run,
    );
  });

  test('give tanh within 1e-7 and its gradient within 4 roundings', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0.001, max: 30, noNaN: true }),
        (seed, n, factor) => {
          const generator = new Generator(seed);
          const [x, upstream] = [draw(generator, [n], factor), draw(generator, [n])];
          const [heap, resident, plain] = threeWays(() => {
            x.grad = null;
            const y = x.tanh();
            y.backward(upstream.detach());
            return [y, x.grad];
          });
          expect(resident).toEqual(heap);
          const [y = new Float32Array(), gradient = new Float32Array()] = heap ?? [];
          expect(worst(y, plain?.[0] ?? new Float32Array(), () => 1e-7)).toBeLessThan(1);
          expect(y.every((value) => Math.abs(value) <= 1)).toBe(true);
          const own = y.map((value, i) => (upstream.data[i] ?? NaN) * (1 - value) * (1 + value));
          expect(worst(gradient, own, (i) => 4 * UNIT * Math.abs(own[i] ?? NaN) + 1e-37)).toBeLessThan(1);
        },
      ),
      run,
    );
  });

  test('give the cross-entropy and its gradient within 1e-6 of the sizes involved', () => {
    fc.assert(
      fc.property(
        seeds,
        sizes,
        fc.integer({ min: 2, max: 130 }),
        fc.double({ min: 0.01, max: 40, noNaN: true }),
        (seed, n, k, factor) => {
          const generator = new Generator(seed);
          const logits = draw(generator, [n, k], factor);
          const targets = Array.from({ length: n }, () => generator.randint(0, k));
          for (const reduction of ['mean', 'sum', 'none'] as const) {
            const [heap, resident, plain] = threeWays(() => {
              logits.grad = null;
              const loss = F.crossEntropy(logits, targets, { reduction });
              loss.backward(new Tensor(new Float32Array(loss.numel()).fill(1), loss.shape));
              return [loss, logits.grad];
            });
            expect(resident).toEqual(heap);
            const size = logits.data.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
            const terms = reduction === 'sum' ? n : 1;
            const [loss = new Float32Array(), gradient = new Float32Array()] = heap ?? [];
            expect(worst(loss, plain?.[0] ?? new Float32Array(), () => 1e-6 * size * terms)).toBeLessThan(1);
            expect(worst(gradient, plain?.[1] ?? new Float32Array(), () => 1e-6)).toBeLessThan(1);
          }
        },
      ),
      run,
    );
  });

  test('normalize batches, and update parameters, to the bits of plain TypeScript', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 2, max: 70 }),
        sizes,
        fc.constantFrom(0, 1),
        (seed, n, features, correction) => {
          const generator = new Generator(seed);
          const [x, gamma, beta] = [
            draw(generator, [n, features], 3),
            draw(generator, [features]),
            draw(generator, [features]),
          ];
          const upstream = draw(generator, [n, features]).detach();
          const [heap, resident, plain] = threeWays(() => {
            for (const parameter of [x, gamma, beta]) parameter.grad = null;
            const { y, means, variances } = normalizeByBatch(x, gamma, beta, { eps: 1e-5, correction });
            y.backward(upstream);
            const updated = new Tensor(x.data.slice(), x.shape, { requiresGrad: true });
            updated.grad = x.grad;
            sgdStep([updated], 0.1);
            const statistics = [means, variances].map((each) => new Tensor(new Float32Array(each), [features]));
            return [y, x.grad, gamma.grad, beta.grad, updated, ...statistics];
          });
          expect(resident).toEqual(heap);
          expect(heap).toEqual(plain);
        },
      ),
      run,
    );
  });

  test('draw normals within 2e-6 of those of plain TypeScript, from the same part of the stream', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 16, max: 40_000 }), (seed, n) => {
        const draws = (name: KernelName): { data: Float32Array; next: number } => {
          useKernels(name);
          const [generator, data] = [new Generator(seed), new Float32Array(n)];
          generator.normalFill(data, 3, 0.5);
          return { data, next: generator.random() };
        };
        const [own, plain] = [draws('webasm'), draws('cpu')];
        expect(own.next).toBe(plain.next);
        // |z| <= sqrt(-2 ln 2^-24) = 5.8: of std 0.5 around 3 the rounding of the sum (2^-22) is the larger part.
        expect(worst(own.data, plain.data, () => 2 * 2 ** -22 + 0.5 * 2e-6)).toBeLessThan(1);
      }),
      { ...run, numRuns: 6 },
    );
  });

  test('keep what is not a finite number as plain TypeScript does', () => {
    const values = [NaN, Infinity, -Infinity, -0, 0, 1e-40, -1e-4, 90, -90, 1e38];
    const x = new Tensor(
      Float32Array.from({ length: 40 }, (_, i) => values[i % values.length] ?? NaN),
      [40],
    );
    const [heap, , plain] = threeWays(() => [x.tanh()]);
    for (const [i, value] of (plain?.[0] ?? new Float32Array()).entries()) {
      const own = heap?.[0]?.[i] ?? -2;
      if (Number.isNaN(value)) expect(own).toBeNaN();
      else expect(Math.abs(own - value)).toBeLessThan(1e-7);
    }
    expect(Object.is(heap?.[0]?.[3], -0)).toBe(true);
    const logits = new Tensor(new Float32Array(40 * 3), [40, 3]);
    logits.data.set([NaN, 0, 0, Infinity, 0, 0, -Infinity, 0, 0, 200, 0, -200]);
    const targets = new Array<number>(40).fill(1);
    const [losses, , exact] = threeWays(() => [F.crossEntropy(logits, targets, { reduction: 'none' })]);
    expect(losses?.[0]?.slice(0, 2)).toEqual(Float32Array.of(NaN, NaN));
    expect(exact?.[0]?.slice(0, 2)).toEqual(Float32Array.of(NaN, NaN));
    expect(worst(losses?.[0]?.slice(2) ?? x.data, exact?.[0]?.slice(2) ?? x.data, () => 1e-4)).toBeLessThan(1);
  });
});

test('what the kernels have no room for is computed in plain TypeScript', () => {
  // 64 MB of copies are the most; nine million numbers and their tanh are more.
  const x = new Tensor(new Float32Array(9 * 2 ** 20).fill(0.5), [9 * 2 ** 20]);
  const y = x.tanh();
  expect(y.data.at(-1)).toBe(Math.fround(Math.tanh(0.5)));
});
