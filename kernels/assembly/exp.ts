/** The exponential of four numbers at a time. */

const LOG2_E: f32 = 1.44269504;
/** ln 2 in two parts: the first has 15 bits, so that its product with a whole number below 2^9 is exact. */
const LN2_HIGH: f32 = 0.693145751953125;
const LN2_LOW: f32 = 1.42860677e-6;
/** 1.5 * 2^23: a float32 of this size has no bits behind the point, and whole numbers in its low ones. */
const ROUND: f32 = 12582912;

/**
 * e^x for -87 < x < 88, within 1.5e-7 of itself: x = n ln 2 + r with |r| <= ln 2 / 2, so e^x = 2^n e^r; e^r by its series to
 * r^7, whose next term is below 6e-9 of it; 2^n by adding n to the exponent. NaN stays NaN.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  const shifted = f32x4.add(f32x4.mul(x, f32x4.splat(LOG2_E)), f32x4.splat(ROUND));
  const n = f32x4.sub(shifted, f32x4.splat(ROUND));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH))), f32x4.mul(n, f32x4.splat(LN2_LOW)));
  let y = f32x4.splat(<f32>(1.0 / 5040));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(<f32>(1.0 / 720)));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(<f32>(1.0 / 120)));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(<f32>(1.0 / 24)));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(<f32>(1.0 / 6)));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.5));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1));
  return v128.or(i32x4.add(y, i32x4.shl(shifted, 23)), f32x4.ne(x, x));
}
