/** Softmax of rows, for the cross-entropy and its gradient. */
import { exp4 } from './exp';

/** e^x below this is 0 here: it is less than the smallest normal float32. */
const LEAST: f32 = -87;

/** The sum of the four numbers, in float64. */
// @ts-ignore: decorator
@inline
function sumOf(x: v128): f64 {
  return (
    <f64>f32x4.extract_lane(x, 0) +
    <f64>f32x4.extract_lane(x, 1) +
    <f64>f32x4.extract_lane(x, 2) +
    <f64>f32x4.extract_lane(x, 3)
  );
}

/**
 * Softmax of each row of x, [rows, classes]: y = e^(x - max) / total. Also keeps each row's max and total, as float64,
 * for the logarithm of the loss. A NaN, or an infinite max, makes the row NaN.
 * @param line room for one row, filled up to whole vectors
 */
export function softmax(x: usize, y: usize, maxima: usize, totals: usize, line: usize, rows: i32, classes: i32): void {
  const bytes = (<usize>classes) << 2;
  const end = line + ((bytes + 15) & ~15);
  for (let row = 0; row < rows; row++, x += bytes, y += bytes) {
    for (let at = line + bytes; at < end; at += 4) store<f32>(at, -Infinity);
    memory.copy(line, x, bytes);
    let largest = v128.load(line);
    for (let at = line + 16; at < end; at += 16) largest = f32x4.max(largest, v128.load(at));
    const max0 = max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1));
    const max1 = max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3));
    const shift = max(max0, max1);
    const shifts = f32x4.splat(shift);
    let total: f64 = 0;
    for (let at = line; at < end; at += 16) {
      const below = f32x4.sub(v128.load(at), shifts);
      const each = v128.andnot(exp4(below), f32x4.lt(below, f32x4.splat(LEAST)));
      v128.store(at, each);
      total += sumOf(each);
    }
    const scale = f32x4.splat(<f32>(1.0 / total));
    for (let at = line; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), scale));
    memory.copy(y, line, bytes);
    store<f64>(maxima + ((<usize>row) << 3), <f64>shift);
    store<f64>(totals + ((<usize>row) << 3), total);
  }
}

/** g = factor * p, of `count` numbers; whole vectors are written. The right classes' - 1 is left to the caller. */
export function scale(p: usize, factor: f32, g: usize, count: i32): void {
  const factors = f32x4.splat(factor);
  const end = p + ((<usize>count) << 2);
  for (; p < end; p += 16, g += 16) v128.store(g, f32x4.mul(v128.load(p), factors));
}
