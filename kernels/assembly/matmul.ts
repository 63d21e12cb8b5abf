/** The matrix product: one kernel for all three forms, and the transpose that the third form needs. */

/** Rows and columns of the block of results that is kept in registers: 4 x 8 float32 are 8 of 16 vector registers. */
const BLOCK_ROWS: i32 = 4;
const BLOCK_COLUMNS: i32 = 8;
const BLOCK_BYTES: usize = 32;
/** Products that are summed up in registers before they are added to the result: shorter sums are exacter, and stay in the cache. */
const DEPTH: i32 = 256;

/**
 * y = a @ b: y is [n, m], row-major. a is [n, k] with any strides (exchange them, and it is a^T). b is [k, m], its rows
 * contiguous. Strides and pointers are in bytes. At the right edge up to 28 bytes behind a row of b are read and not used.
 * @param edge room for one block of results, for those at the right edge
 */
export function multiply(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  y: usize,
  n: i32,
  k: i32,
  m: i32,
  edge: usize,
): void {
  const yRow = (<usize>m) << 2;
  if (k == 0) memory.fill(y, 0, <usize>n * yRow);
  for (let from = 0; from < k; from += DEPTH) {
    const depth = min(DEPTH, k - from);
    const isFirst = from == 0;
    const aFrom = a + <usize>from * aColumn;
    const bFrom = b + <usize>from * bRow;
    for (let column = 0; column < m; column += BLOCK_COLUMNS) {
      const q = bFrom + ((<usize>column) << 2);
      const width = min(BLOCK_COLUMNS, m - column);
      for (let row = 0; row < n; row += BLOCK_ROWS) {
        const p = aFrom + <usize>row * aRow;
        const out = y + <usize>row * yRow + ((<usize>column) << 2);
        const height = min(BLOCK_ROWS, n - row);
        const isEdge = width < BLOCK_COLUMNS;
        block(
          p,
          aRow,
          aColumn,
          q,
          bRow,
          depth,
          isEdge ? edge : out,
          isEdge ? BLOCK_BYTES : yRow,
          height,
          isFirst || isEdge,
        );
        if (isEdge) {
          for (let r = 0; r < height; r++) {
            const to = out + <usize>r * yRow;
            const values = edge + <usize>r * BLOCK_BYTES;
            for (let c = 0; c < width; c++) {
              const at = (<usize>c) << 2;
              const value = load<f32>(values + at);
              store<f32>(to + at, isFirst ? value : load<f32>(to + at) + value);
            }
          }
        }
      }
    }
  }
}

/** One block of at most 4 rows and exactly 8 columns. Rows that are not there are computed as the last one and not stored. */
// @ts-ignore: decorator
@inline
function block(
  p: usize,
  aRow: usize,
  aColumn: usize,
  q: usize,
  bRow: usize,
  depth: i32,
  out: usize,
  yRow: usize,
  height: i32,
  isFirst: bool,
): void {
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s20 = f32x4.splat(0);
  let s21 = f32x4.splat(0);
  let s30 = f32x4.splat(0);
  let s31 = f32x4.splat(0);
  let p0 = p;
  let p1 = height > 1 ? p0 + aRow : p0;
  let p2 = height > 2 ? p1 + aRow : p1;
  let p3 = height > 3 ? p2 + aRow : p2;
  for (let i = depth; i > 0; i--) {
    const b0 = v128.load(q);
    const b1 = v128.load(q, 16);
    const a0 = v128.load32_splat(p0);
    s00 = f32x4.add(s00, f32x4.mul(a0, b0));
    s01 = f32x4.add(s01, f32x4.mul(a0, b1));
    const a1 = v128.load32_splat(p1);
    s10 = f32x4.add(s10, f32x4.mul(a1, b0));
    s11 = f32x4.add(s11, f32x4.mul(a1, b1));
    const a2 = v128.load32_splat(p2);
    s20 = f32x4.add(s20, f32x4.mul(a2, b0));
    s21 = f32x4.add(s21, f32x4.mul(a2, b1));
    const a3 = v128.load32_splat(p3);
    s30 = f32x4.add(s30, f32x4.mul(a3, b0));
    s31 = f32x4.add(s31, f32x4.mul(a3, b1));
    p0 += aColumn;
    p1 += aColumn;
    p2 += aColumn;
    p3 += aColumn;
    q += bRow;
  }
  put(out, s00, s01, isFirst);
  if (height > 1) put((out += yRow), s10, s11, isFirst);
  if (height > 2) put((out += yRow), s20, s21, isFirst);
  if (height > 3) put((out += yRow), s30, s31, isFirst);
}

// @ts-ignore: decorator
@inline
function put(out: usize, low: v128, high: v128, isFirst: bool): void {
  v128.store(out, isFirst ? low : f32x4.add(v128.load(out), low));
  v128.store(out, isFirst ? high : f32x4.add(v128.load(out, 16), high), 16);
}

/** y = x^T: x is [rows, columns], y [columns, rows], both row-major. Squares of 4 x 4 are turned in registers. */
export function transpose(x: usize, y: usize, rows: i32, columns: i32): void {
  const xRow = (<usize>columns) << 2;
  const yRow = (<usize>rows) << 2;
  const rows4 = rows & ~3;
  const columns4 = columns & ~3;
  for (let row = 0; row < rows4; row += 4) {
    for (let column = 0; column < columns4; column += 4) {
      const from = x + <usize>row * xRow + ((<usize>column) << 2);
      const a = v128.load(from);
      const b = v128.load(from + xRow);
      const c = v128.load(from + 2 * xRow);
      const d = v128.load(from + 3 * xRow);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      const to = y + <usize>column * yRow + ((<usize>row) << 2);
      v128.store(to, v128.shuffle<f64>(ab, cd, 0, 2));
      v128.store(to + yRow, v128.shuffle<f64>(ab, cd, 1, 3));
      v128.store(to + 2 * yRow, v128.shuffle<f64>(abHigh, cdHigh, 0, 2));
      v128.store(to + 3 * yRow, v128.shuffle<f64>(abHigh, cdHigh, 1, 3));
    }
  }
  for (let row = 0; row < rows; row++) {
    for (let column = row < rows4 ? columns4 : 0; column < columns; column++) {
      store<f32>(
        y + <usize>column * yRow + ((<usize>row) << 2),
        load<f32>(x + <usize>row * xRow + ((<usize>column) << 2)),
      );
    }
  }
}
