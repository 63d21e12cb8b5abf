/** tanh of four numbers at a time, and its derivative. */
import { exp4 } from './exp';

/** Below this |x| the odd polynomial serves, above it the exponential; both are within one unit in the last place there. */
const MIDDLE: f32 = 0.625;
/** From here on tanh x is 1 to the last bit of float32. */
const END: f32 = 9.1;

/**
 * tanh x, within 1e-7 of the exact value and within (-1, 1] in size. For |x| < 0.625: x + x^3 P(x^2), a minimax polynomial
 * with the coefficients of Cephes' `tanhf` (Moshier). Beyond: sign(x) (1 - 2 / (e^(2|x|) + 1)).
 */
// @ts-ignore: decorator
@inline
function tanh4(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let p = f32x4.splat(-5.70498872745e-3);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.06390887954e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-5.37397155531e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.33314422036e-1));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-3.33332819422e-1));
  const near = f32x4.add(x, f32x4.mul(x, f32x4.mul(z, p)));
  const size = f32x4.abs(x);
  const t = f32x4.pmin(size, f32x4.splat(END));
  const power = exp4(f32x4.add(t, t));
  const far = f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), f32x4.add(power, f32x4.splat(1))));
  const y = v128.bitselect(near, far, f32x4.lt(size, f32x4.splat(MIDDLE)));
  return v128.bitselect(x, y, f32x4.splat(-0.0));
}

/** y = tanh x, of `count` numbers; whole vectors are written, so up to 12 bytes behind them are too. */
export function tanh(x: usize, y: usize, count: i32): void {
  const end = x + ((<usize>count) << 2);
  for (; x < end; x += 16, y += 16) v128.store(y, tanh4(v128.load(x)));
}

/** g = grad * (1 - y)(1 + y), which is 1 - y^2 without the rounding of a square near 1; whole vectors are written. */
export function tanhBackward(grad: usize, y: usize, g: usize, count: i32): void {
  const one = f32x4.splat(1);
  const end = grad + ((<usize>count) << 2);
  for (; grad < end; grad += 16, y += 16, g += 16) {
    const t = v128.load(y);
    v128.store(g, f32x4.mul(v128.load(grad), f32x4.mul(f32x4.sub(one, t), f32x4.add(one, t))));
  }
}
