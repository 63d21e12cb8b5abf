import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { broadcastShape, stretch, sumTo } from '../../src/torch/broadcasting.js';
import { type NdArray, numelOf, stridesOf } from '../../src/torch/ndarray.js';
import { tensor, Tensor } from '../../src/torch/index.js';

const run = { seed: 42, numRuns: 200 };

/** Two shapes that broadcast: some dimensions of a common shape become 1, some leading ones are dropped. */
const shapes = fc
  .array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 })
  .chain((shape) =>
    fc.tuple(
      fc.constant(shape),
      fc.tuple(narrowed(shape), narrowed(shape)),
      fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 256, maxLength: 256 }),
    ),
  );

function narrowed(shape: readonly number[]): fc.Arbitrary<number[]> {
  return fc
    .tuple(fc.tuple(...shape.map((size) => fc.constantFrom(size, size, 1))), fc.nat(shape.length))
    .map(([sizes, dropped]) => sizes.slice(dropped));
}

/** Small whole numbers: every sum of them is exact, so the laws hold without a tolerance. */
function filled(shape: readonly number[], numbers: readonly number[], from: number): NdArray {
  return { shape, data: Float64Array.from({ length: numelOf(shape) }, (_, i) => numbers[(i + from) % 256] ?? NaN) };
}

function tensorOf({ shape, data }: NdArray): Tensor {
  return new Tensor(Float32Array.from(data), shape);
}

/** The definition: the element of `array` that falls on a position of the broadcast shape. */
function elementAt({ shape, data }: NdArray, position: readonly number[]): number {
  const strides = stridesOf(shape);
  const skipped = position.length - shape.length;
  const at = shape.reduce(
    (sum, size, d) => sum + (size === 1 ? 0 : (position[d + skipped] ?? NaN) * (strides[d] ?? NaN)),
    0,
  );
  return data[at] ?? NaN;
}

function positionsOf(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (positions, size) => positions.flatMap((p) => Array.from({ length: size }, (_, i) => [...p, i])),
    [[]],
  );
}

describe('broadcasting', () => {
  test('an operation reads the element that the definition names', () => {
    fc.assert(
      fc.property(shapes, ([, [aShape, bShape], numbers]) => {
        const [a, b] = [filled(aShape, numbers, 0), filled(bShape, numbers, 100)];
        const shape = broadcastShape('test', aShape, bShape);
        const expected = positionsOf(shape).map((position) => elementAt(a, position) - elementAt(b, position));
        const difference = tensorOf(a).sub(tensorOf(b));
        expect(difference.shape).toEqual(shape);
        expect(Array.from(difference.data)).toEqual(expected.map((value) => value + 0));
      }),
      run,
    );
  });

  test('summing back is the transpose of stretching: <stretch(v), w> = <v, sumTo(w)>', () => {
    fc.assert(
      fc.property(shapes, ([shape, [own], numbers]) => {
        const [v, w] = [filled(own, numbers, 0), filled(shape, numbers, 100)];
        const dot = (p: ArrayLike<number>, q: ArrayLike<number>): number =>
          Array.from(p).reduce((sum, value, i) => sum + value * (q[i] ?? NaN), 0);
        expect(dot(stretch(v.data, own, shape), w.data)).toBe(dot(v.data, sumTo(w.data, shape, own)));
      }),
      run,
    );
  });

  test('the gradient has the shape of the operand, and counts how often each element was used', () => {
    fc.assert(
      fc.property(shapes, ([, [aShape, bShape], numbers]) => {
        const a = tensorOf(filled(aShape, numbers, 0));
        a.requiresGrad = true;
        const y = a.add(tensorOf(filled(bShape, numbers, 9)));
        y.sum().backward();
        const uses = y.numel() / a.numel();
        expect(a.grad?.shape).toEqual(aShape);
        expect(new Set(a.grad?.data)).toEqual(new Set([uses]));
      }),
      run,
    );
  });

  test('shapes that disagree are named, with the dimension', () => {
    const [a, b] = [tensor([[1, 2, 3]]), tensor([1, 2])];
    expect(() => a.mul(b)).toThrow('mul: [1, 3] and [2]: sizes 3 and 2 (dimension -1) differ and neither is 1');
  });
});
