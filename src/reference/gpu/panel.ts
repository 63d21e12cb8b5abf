/** A matrix as kernels want it: float32, each row padded with zeros to a multiple of 4, the width of a SIMD register. */
import type { Matrix } from '../matrix.js';
import type { KernelRows, KernelVectors } from './gpu-js.js';

/** [rows, cols] in rows of `width` values. */
export interface Panel {
  readonly rows: number;
  readonly cols: number;
  /** cols, rounded up to a multiple of 4: threads fall back to scalar code at any other width. */
  readonly width: number;
  readonly data: Float32Array;
}

/** The next multiple of 4. */
export function padded(count: number): number {
  return Math.ceil(count / 4) * 4;
}

/** Rounds to float32 and pads. */
export function toPanel({ rows, cols, data }: Matrix): Panel {
  const width = padded(cols);
  const flat = new Float32Array(rows * width);
  if (width === cols) flat.set(data);
  else for (let row = 0; row < rows; row++) flat.set(data.subarray(row * cols, (row + 1) * cols), row * width);
  return { rows, cols, width, data: flat };
}

/** Removes the padding. */
export function toMatrix({ rows, cols, width, data }: Panel): Matrix {
  if (width === cols) return { rows, cols, data: Float64Array.from(data) };
  const values = new Float64Array(rows * cols);
  for (let row = 0; row < rows; row++) values.set(data.subarray(row * width, row * width + cols), row * cols);
  return { rows, cols, data: values };
}

/** A panel of one row. */
export function rowPanel(values: ArrayLike<number>): Panel {
  return toPanel({ rows: 1, cols: values.length, data: Float64Array.from(values) });
}

/**
 * The largest float32 that is not above `value`: a float32 is above the one exactly where it is above the other. Rounded to the
 * nearest, 0.97 would move past the float32 next to it.
 */
export function float32Below(value: number): number {
  const nearest = Math.fround(value);
  if (!(nearest > value)) return nearest;
  // One down in order of size, which for negative numbers is one up in their bits.
  const bits = new Int32Array(Float32Array.of(nearest).buffer);
  bits[0]! += nearest > 0 ? -1 : 1;
  return new Float32Array(bits.buffer)[0]!;
}

/** What a kernel returned, as one array: on webasm its rows are views of one already. */
export function joinRows(rows: KernelRows, width: number, cols: number): Panel {
  const [first] = rows;
  if (!first) return { rows: 0, cols, width, data: new Float32Array(0) };
  if (first.buffer.byteLength === rows.length * width * 4) {
    return { rows: rows.length, cols, width, data: new Float32Array(first.buffer) };
  }
  const data = new Float32Array(rows.length * width);
  rows.forEach((row, index) => data.set(row, index * width));
  return { rows: rows.length, cols, width, data };
}

/** As `joinRows`, of cells that are vectors of `components` numbers: value c of a column stands at components * column + c. */
export function joinVectors(rows: KernelVectors, width: number, cols: number, components: number): Panel {
  const panel = { rows: rows.length, cols: cols * components, width: width * components };
  const data = new Float32Array(panel.rows * panel.width);
  rows.forEach((row, y) => row.forEach((cell, x) => data.set(cell, y * panel.width + x * components)));
  return { ...panel, data };
}

/** Whether a result's cells are vectors. */
export function hasVectors(rows: KernelRows | KernelVectors): rows is KernelVectors {
  return typeof rows[0]?.[0] === 'object';
}
