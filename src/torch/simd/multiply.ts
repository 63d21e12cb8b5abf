/** The matrix product on the kernels. */
import { activeEngine } from '../kernels.js';
import { type Floats, isFloat32 } from '../ndarray.js';
import type { Matrix } from '../ops/matmul-kernel.js';

/** Below this many products, copying in and out takes longer than it saves. */
const LEAST_PRODUCTS = 2_000;
/** A block of 4 x 8 results. */
const BLOCK = 32;

/**
 * y = a @ b, row-major at `at` of y; float32 sums.
 * @returns false where plain TypeScript is to do the work: nothing was written
 */
export function multiply(a: Matrix, b: Matrix, y: Floats, at: number): boolean {
  const { rows: n, columns: k } = a;
  const m = b.columns;
  if (n * k * m < LEAST_PRODUCTS) return false;
  const x = stored(a);
  const w = stored(b);
  if (x === null || w === null || !isFloat32(y)) return false;
  const engine = activeEngine();
  if (engine?.begin(n * k + 2 * k * m + n * m + BLOCK, 5) !== true) return false;
  const result = n * m === y.length ? y : y.subarray(at, at + n * m);
  const edge = engine.room(BLOCK);
  const from = engine.read(x);
  let right = engine.read(w);
  if (b.columnStride !== 1) {
    const turned = engine.room(k * m);
    engine.kernels.transpose(right, turned, m, k);
    right = turned;
  }
  const to = engine.write(result);
  engine.kernels.multiply(from, 4 * a.rowStride, 4 * a.columnStride, right, 4 * m, to, n, k, m, edge);
  engine.settle(result, to);
  return true;
}

/** The numbers of a matrix, which lie together in one order or the other. */
function stored({ data, offset, rows, columns }: Matrix): Float32Array | null {
  if (!isFloat32(data)) return null;
  return rows * columns === data.length ? data : data.subarray(offset, offset + rows * columns);
}
