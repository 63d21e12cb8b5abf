/** Normal numbers from uniform ones, by Box and Muller, in the blocks of 16 in which PyTorch draws them. */

const TWO_PI: f32 = 6.28318548;
const TWO_OVER_PI: f32 = 0.636619747;
/** pi / 2 in three parts (Cody and Waite), so that their products with 0 to 4 are exact but for the last one. */
const HALF_PI_HIGH: f32 = 1.5703125;
const HALF_PI_MIDDLE: f32 = 4.83751296997e-4;
const HALF_PI_LOW: f32 = 7.54978995489e-8;
const SQRT_HALF: f32 = 0.707106769;
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;

/**
 * ln x for 2^-24 <= x <= 1, within 1.5e-7 of itself: x = 2^e m with sqrt(1/2) <= m < sqrt(2), and with t = m - 1,
 * ln m = t - t^2 / 2 + t^3 P(t); the coefficients are those of Cephes' `logf` (Moshier).
 */
// @ts-ignore: decorator
@inline
function log4(x: v128): v128 {
  const exponents = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126));
  // The mantissa in [1/2, 1); below sqrt(1/2) it is doubled, and the exponent is one less.
  const half = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const isSmall = f32x4.lt(half, f32x4.splat(SQRT_HALF));
  const e = f32x4.convert_i32x4_s(i32x4.add(exponents, isSmall));
  const t = f32x4.sub(f32x4.add(half, v128.and(half, isSmall)), f32x4.splat(1));
  let p = f32x4.splat(7.0376836292e-2);
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.1514610310e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(1.1676998740e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(3.3333331174e-1));
  const t2 = f32x4.mul(t, t);
  let y = f32x4.mul(f32x4.mul(p, t), t2);
  y = f32x4.add(y, f32x4.mul(e, f32x4.splat(LN2_LOW)));
  y = f32x4.sub(y, f32x4.mul(t2, f32x4.splat(0.5)));
  return f32x4.add(f32x4.add(t, y), f32x4.mul(e, f32x4.splat(LN2_HIGH)));
}

/**
 * Turns blocks of 16 uniform numbers in [0, 1) into normal ones, in place: element j is paired with j + 8, radius
 * sqrt(-2 ln(1 - u_j)), angle 2 pi u_(j+8); the cosines come first. y = radius * cos * std + mean.
 *
 * cos and sin of the angle: it is q quarter turns and a rest of at most an eighth; of the rest the polynomials of Cephes' `sinf`
 * and `cosf`, within 1e-7; q says which is which, and their signs.
 */
export function normal(data: usize, blocks: i32, mean: f32, std: f32): void {
  const one = f32x4.splat(1);
  const means = f32x4.splat(mean);
  const stds = f32x4.splat(std);
  const end = data + ((<usize>blocks) << 6);
  for (; data < end; data += 64) {
    for (let at = data; at < data + 32; at += 16) {
      const radius = f32x4.sqrt(f32x4.mul(f32x4.splat(-2), log4(f32x4.sub(one, v128.load(at)))));
      const angle = f32x4.mul(f32x4.splat(TWO_PI), v128.load(at, 32));
      const q = f32x4.nearest(f32x4.mul(angle, f32x4.splat(TWO_OVER_PI)));
      let r = f32x4.sub(angle, f32x4.mul(q, f32x4.splat(HALF_PI_HIGH)));
      r = f32x4.sub(r, f32x4.mul(q, f32x4.splat(HALF_PI_MIDDLE)));
      r = f32x4.sub(r, f32x4.mul(q, f32x4.splat(HALF_PI_LOW)));
      const z = f32x4.mul(r, r);
      let s = f32x4.splat(-1.9515295891e-4);
      s = f32x4.add(f32x4.mul(s, z), f32x4.splat(8.3321608736e-3));
      s = f32x4.add(f32x4.mul(s, z), f32x4.splat(-1.6666654611e-1));
      s = f32x4.add(f32x4.mul(f32x4.mul(s, z), r), r);
      let c = f32x4.splat(2.443315711809948e-5);
      c = f32x4.add(f32x4.mul(c, z), f32x4.splat(-1.388731625493765e-3));
      c = f32x4.add(f32x4.mul(c, z), f32x4.splat(4.166664568298827e-2));
      c = f32x4.mul(f32x4.mul(c, z), z);
      c = f32x4.add(f32x4.sub(c, f32x4.mul(z, f32x4.splat(0.5))), one);
      const quarter = i32x4.trunc_sat_f32x4_s(q);
      const isOdd = i32x4.neg(v128.and(quarter, i32x4.splat(1)));
      const sinSign = i32x4.shl(v128.and(quarter, i32x4.splat(2)), 30);
      const cosSign = i32x4.shl(v128.and(i32x4.add(quarter, i32x4.splat(1)), i32x4.splat(2)), 30);
      const cos = v128.xor(v128.bitselect(s, c, isOdd), cosSign);
      const sin = v128.xor(v128.bitselect(c, s, isOdd), sinSign);
      v128.store(at, f32x4.add(f32x4.mul(f32x4.mul(radius, cos), stds), means));
      v128.store(at, f32x4.add(f32x4.mul(f32x4.mul(radius, sin), stds), means), 32);
    }
  }
}
