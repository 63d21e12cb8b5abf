import { formatShape, TensorError } from '../errors.js';
import { emptyLike, type Floats, type NdArray, type Result, sameShape } from '../ndarray.js';
import { numelOf } from '../ndarray.js';
import * as simd from '../simd/multiply.js';
import { type Matrix, multiply } from './matmul-kernel.js';

/**
 * The matrix product y = a @ b; da = dy @ b^T, db = a^T @ dy.
 * Shapes: (n, k) @ (k, m) -> (n, m); (..., n, k) @ (k, m) -> (..., n, m); (..., n, k) @ (..., k, m) with the same batch
 * dimensions; a 1-d operand is a row on the left and a column on the right, and its dimension is dropped from the result.
 */
export function matmul(a: NdArray, b: NdArray): Result {
  const { batch, n, k, m, shape } = plan(a.shape, b.shape);
  const y = emptyLike(a.data, batch * n * m);
  for (let i = 0; i < batch; i++) {
    product(matrix(a.data, i, n, k), matrix(b.data, i, k, m), y, i * n * m); // (n, k) @ (k, m) -> (n, m)
  }
  return {
    shape,
    data: y,
    saves: [[1], [0]],
    backward: (grad, needs) => {
      const gradA = needs[0] === true ? emptyLike(grad, a.data.length) : null;
      const gradB = needs[1] === true ? emptyLike(grad, b.data.length) : null;
      for (let i = 0; i < batch; i++) {
        const dy = matrix(grad, i, n, m);
        if (gradA !== null) product(dy, transposed(matrix(b.data, i, k, m)), gradA, i * n * k); // (n, m) @ (m, k)
        if (gradB !== null) product(transposed(matrix(a.data, i, n, k)), dy, gradB, i * k * m); // (k, n) @ (n, m)
      }
      return [gradA, gradB];
    },
  };
}

/** y = a @ b at `at`: on the kernels where they serve, else in plain TypeScript. */
function product(a: Matrix, b: Matrix, y: Floats, at: number): void {
  if (!simd.multiply(a, b, y, at)) multiply(a, b, y, at);
}

interface Plan {
  readonly batch: number;
  readonly n: number;
  readonly k: number;
  readonly m: number;
  readonly shape: readonly number[];
}

function plan(a: readonly number[], b: readonly number[]): Plan {
  const said = `matmul: ${formatShape(a)} @ ${formatShape(b)}`;
  if (a.length === 0 || b.length === 0) {
    throw new TensorError(`${said}: a 0-d tensor has no matrix product; use mul to scale by it`);
  }
  const k = a[a.length - 1]!;
  const inner = b[Math.max(0, b.length - 2)]!;
  if (k !== inner) throw new TensorError(`${said}: inner dimensions ${k} and ${inner} differ`);
  const rows = a.slice(0, -1);
  const columns = b.length === 1 ? [] : [b[b.length - 1]!];
  const m = columns[0] ?? 1;
  // One matrix on the right: all rows of all batches on the left make one tall matrix.
  if (b.length <= 2) return { batch: 1, n: numelOf(rows), k, m, shape: [...rows, ...columns] };
  const batchShape = b.slice(0, -2);
  if (a.length === 1 || !sameShape(rows.slice(0, -1), batchShape)) {
    throw new TensorError(
      `${said}: batch dimensions ${formatShape(rows.slice(0, -1))} and ${formatShape(batchShape)} differ`,
    );
  }
  return { batch: numelOf(batchShape), n: rows[rows.length - 1]!, k, m, shape: [...rows, m] };
}

function matrix(data: Floats, batch: number, rows: number, columns: number): Matrix {
  return { data, offset: batch * rows * columns, rows, columns, rowStride: columns, columnStride: 1 };
}

function transposed(x: Matrix): Matrix {
  return { ...x, rows: x.columns, columns: x.rows, rowStride: x.columnStride, columnStride: x.rowStride };
}
