import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { F, Tensor } from '../../src/torch/index.js';

const run = { seed: 42, numRuns: 60 };

/** Small whole numbers, so that sums and products of a few of them are exact in float32. */
const matrices = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 6 }))
  .chain(([n, k, m]) => fc.tuple(matrix(n, k), matrix(k, m), matrix(n, m), matrix(n, m), matrix(n, k)));

function matrix(rows: number, columns: number): fc.Arbitrary<Tensor> {
  return fc
    .array(fc.integer({ min: -6, max: 6 }), { minLength: rows * columns, maxLength: rows * columns })
    .map((values) => new Tensor(Float32Array.from(values), [rows, columns]));
}

/** The gradient of f at x for an upstream gradient. */
function gradient(f: (x: Tensor) => Tensor, at: Tensor, upstream: Tensor): number[] {
  const x = at.clone();
  x.requiresGrad = true;
  f(x).backward(upstream);
  return flat(x.grad);
}

/** Plain numbers, with -0 as 0: the sign of a zero depends on the order of a sum. */
function flat(x: Tensor | null): number[] {
  return Array.from(x?.data ?? [], (value) => value + 0);
}

describe('the reverse pass', () => {
  test('is linear in the upstream gradient: grad(2u - 3v) = 2 grad(u) - 3 grad(v)', () => {
    fc.assert(
      fc.property(matrices, ([a, b, u, v]) => {
        const f = (x: Tensor): Tensor => x.matmul(b).mul(2).relu();
        const [left, right] = [gradient(f, a, u), gradient(f, a, v)];
        const mixed = gradient(f, a, u.mul(2).sub(v.mul(3)));
        expect(mixed).toEqual(left.map((value, i) => 2 * value - 3 * (right[i] ?? NaN) + 0));
      }),
      run,
    );
  });

  test('obeys the sum rule, and adds up over two passes', () => {
    fc.assert(
      fc.property(matrices, ([a, b, u]) => {
        const f = (x: Tensor): Tensor => x.matmul(b);
        const g = (x: Tensor): Tensor => x.pow(2).matmul(b);
        const x = a.clone();
        x.requiresGrad = true;
        f(x).backward(u);
        g(x).backward(u);
        expect(flat(x.grad)).toEqual(gradient((at) => f(at).add(g(at)), a, u));
      }),
      run,
    );
  });

  test("obeys the product rule: (f g)' = f' g + f g'", () => {
    fc.assert(
      fc.property(matrices, ([a, , , , e]) => {
        const upstream = e.mul(0).add(1);
        const product = gradient((x) => x.mul(x.add(e)), a, upstream);
        expect(product).toEqual(flat(a.mul(2).add(e)));
      }),
      run,
    );
  });

  test('of a matrix product is the product with the transposes', () => {
    fc.assert(
      fc.property(matrices, ([a, b, u]) => {
        expect(gradient((x) => x.matmul(b), a, u)).toEqual(flat(u.matmul(b.t())));
        expect(gradient((x) => a.matmul(x), b, u)).toEqual(flat(a.t().matmul(u)));
      }),
      run,
    );
  });
});

describe('the matrix product', () => {
  test('is the sum over the inner dimension, for every size of block and edge', () => {
    fc.assert(
      fc.property(matrices, ([a, b]) => {
        const [rows, inner] = [a.toArray<number[][]>(), b.toArray<number[][]>()];
        const expected = rows.map((row) =>
          (inner[0] ?? []).map(
            (_, column) => row.reduce((sum, value, k) => sum + value * (inner[k]?.[column] ?? NaN), 0) + 0,
          ),
        );
        expect(flat(a.matmul(b))).toEqual(expected.flat());
      }),
      run,
    );
  });

  test('transposes to the product of the transposes: (a b)^T = b^T a^T', () => {
    fc.assert(
      fc.property(matrices, ([a, b]) => {
        expect(flat(a.matmul(b).t())).toEqual(flat(b.t().matmul(a.t())));
      }),
      run,
    );
  });
});

describe('an embedding', () => {
  test('is the product with one-hot rows, in its value and its gradient', () => {
    const cases = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 7 }))
      .chain(([rows, width, count]) =>
        fc.tuple(
          matrix(rows, width),
          fc.array(fc.nat(rows - 1), { minLength: count, maxLength: count }),
          matrix(count, width),
        ),
      );
    fc.assert(
      fc.property(cases, ([table, list, u]) => {
        const byProduct = (C: Tensor): Tensor => F.oneHot(list, table.shape[0]).matmul(C);
        expect(flat(table.index(list))).toEqual(flat(byProduct(table)));
        expect(gradient((C) => C.index(list), table, u)).toEqual(gradient(byProduct, table, u));
      }),
      run,
    );
  });
});
