/** Numbers in a few figures, and how far chance alone may move them. Sums are float64. */

/** A list of numbers: a Float32Array, a Float64Array, an array. */
export type Numbers = ArrayLike<number> & Iterable<number>;

/** Something with a shape and numbers, row-major: a tensor of '#torch', or one that came from somewhere else. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: Numbers;
}

/** Mean and sample standard deviation (n - 1, as PyTorch's). */
export function moments(data: Numbers): { readonly mean: number; readonly std: number } {
  let sum = 0;
  for (const value of data) sum += value;
  const mean = sum / data.length;
  let squares = 0;
  for (const value of data) squares += (value - mean) ** 2;
  return { mean, std: Math.sqrt(squares / (data.length - 1)) };
}

/** The share of numbers that are such, in 0..1. */
export function shareOf(data: Numbers, is: (value: number) => boolean): number {
  let count = 0;
  for (const value of data) if (is(value)) count++;
  return count / data.length;
}

/** A matrix by rows (examples) and columns (units). */
export interface Grid {
  readonly rows: number;
  readonly cols: number;
  readonly data: Numbers;
}

/** A tensor by examples and features: the first dimension is that of the batch, all others are features. */
export function gridOf({ shape, data }: Values): Grid {
  const [rows = 1] = shape;
  return { rows, cols: rows === 0 ? 0 : data.length / rows, data };
}

/**
 * The standard error of the mean of f over a layer's values on a batch.
 *
 * Examples are independent draws; units are too, given what they are fed, since each has weights of its own that were drawn
 * alike. So the mean over the rows errs by std(row means) / sqrt(rows), that over the columns by std(column means) /
 * sqrt(cols), and the square root of the sum of squares is at least the error of both at once (it counts what row and column
 * have in common twice).
 *
 * @returns null for one row or one column, which tell nothing about the next
 */
export function standardError({ rows, cols, data }: Grid, f: (value: number) => number): number | null {
  if (rows < 2 || cols < 2) return null;
  const byRow = new Float64Array(rows);
  const byColumn = new Float64Array(cols);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const value = f(data[row * cols + col] ?? NaN);
      byRow[row] = (byRow[row] ?? NaN) + value / cols;
      byColumn[col] = (byColumn[col] ?? NaN) + value / rows;
    }
  }
  return Math.hypot(moments(byRow).std / Math.sqrt(rows), moments(byColumn).std / Math.sqrt(cols));
}

/** How many columns are such on every row. */
export function columnsWhere({ rows, cols, data }: Grid, is: (value: number) => boolean): number {
  let count = 0;
  for (let col = 0; col < cols; col++) {
    let row = 0;
    while (row < rows && is(data[row * cols + col] ?? NaN)) row++;
    if (row === rows) count++;
  }
  return count;
}

/** Two float32 sums of the same thousand terms, added up in different orders, differ by about this share of their size. */
const SUMMED_OTHERWISE = 1000 * 2 ** -24;

/** Whether all columns are the same, up to the order in which float32 sums were taken; null for one column. */
export function areColumnsAlike({ rows, cols, data }: Grid): boolean | null {
  if (cols < 2) return null;
  let largest = 0;
  for (const value of data) largest = Math.max(largest, Math.abs(value));
  for (let row = 0; row < rows; row++) {
    const first = data[row * cols] ?? NaN;
    for (let col = 1; col < cols; col++) {
      const difference = Math.abs((data[row * cols + col] ?? NaN) - first);
      if (!(difference <= SUMMED_OTHERWISE * largest)) return false;
    }
  }
  return true;
}
