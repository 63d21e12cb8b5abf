import type { Floats } from '../ndarray.js';

/** A matrix within some storage; a transposed matrix is the same storage with its strides exchanged. */
export interface Matrix {
  readonly data: Floats;
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

/**
 * y = a @ b, written row-major at `at`. Blocks of 4 x 4 results are kept in registers, so 8 loads serve 16 products; sums are
 * kept in float64 and rounded once when they are stored.
 */
export function multiply(a: Matrix, b: Matrix, y: Floats, at: number): void {
  const n = a.rows;
  const m = b.columns;
  const n4 = n - (n % 4);
  const m4 = m - (m % 4);
  for (let row = 0; row < n4; row += 4) {
    for (let column = 0; column < m4; column += 4) block(a, b, y, at, row, column, m);
  }
  if (m4 < m) edge(a, b, y, at, 0, n4, m4, m);
  if (n4 < n) edge(a, b, y, at, n4, n, 0, m);
}

function block(a: Matrix, b: Matrix, y: Floats, at: number, row: number, column: number, m: number): void {
  const { data: x, rowStride: ar, columnStride: ac } = a;
  const { data: w, rowStride: br, columnStride: bc } = b;
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  let s23 = 0;
  let s30 = 0;
  let s31 = 0;
  let s32 = 0;
  let s33 = 0;
  let p = a.offset + row * ar;
  let q = b.offset + column * bc;
  for (let k = a.columns; k > 0; k--, p += ac, q += br) {
    const b0 = w[q]!;
    const b1 = w[q + bc]!;
    const b2 = w[q + 2 * bc]!;
    const b3 = w[q + 3 * bc]!;
    const a0 = x[p]!;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    const a1 = x[p + ar]!;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    const a2 = x[p + 2 * ar]!;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    const a3 = x[p + 3 * ar]!;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  let out = at + row * m + column;
  y[out] = s00;
  y[out + 1] = s01;
  y[out + 2] = s02;
  y[out + 3] = s03;
  out += m;
  y[out] = s10;
  y[out + 1] = s11;
  y[out + 2] = s12;
  y[out + 3] = s13;
  out += m;
  y[out] = s20;
  y[out + 1] = s21;
  y[out + 2] = s22;
  y[out + 3] = s23;
  out += m;
  y[out] = s30;
  y[out + 1] = s31;
  y[out + 2] = s32;
  y[out + 3] = s33;
}

/** The rows and columns that fill no block. */
function edge(
  a: Matrix,
  b: Matrix,
  y: Floats,
  at: number,
  fromRow: number,
  toRow: number,
  fromColumn: number,
  toColumn: number,
): void {
  for (let row = fromRow; row < toRow; row++) {
    for (let column = fromColumn; column < toColumn; column++) {
      let total = 0;
      let p = a.offset + row * a.rowStride;
      let q = b.offset + column * b.columnStride;
      for (let k = a.columns; k > 0; k--, p += a.columnStride, q += b.rowStride) total += a.data[p]! * b.data[q]!;
      y[at + row * b.columns + column] = total;
    }
  }
}
