/**
 * Batch normalization of [rows, features]. Sums, means and variances are float64, two features at a time, in the order of
 * the rows: the same bits as in plain TypeScript.
 */

/** Two float32 as two float64. */
// @ts-ignore: decorator
@inline
function load2(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/** Two float64, rounded to two float32. */
// @ts-ignore: decorator
@inline
function store2(at: usize, pair: v128): void {
  v128.store64_lane(at, f32x4.demote_f64x2_zero(pair), 0);
}

/** means = sum x / rows, variances = sum (x - mean)^2 / divisor; both [features], float64. */
export function statistics(x: usize, means: usize, variances: usize, rows: i32, features: i32, divisor: f64): void {
  memory.fill(means, 0, (<usize>features) << 3);
  memory.fill(variances, 0, (<usize>features) << 3);
  const even = features & ~1;
  let at = x;
  for (let row = 0; row < rows; row++) {
    let f = 0;
    for (; f < even; f += 2, at += 8) {
      const m = means + ((<usize>f) << 3);
      v128.store(m, f64x2.add(v128.load(m), load2(at)));
    }
    if (f < features) {
      const m = means + ((<usize>f) << 3);
      store<f64>(m, load<f64>(m) + <f64>load<f32>(at));
      at += 4;
    }
  }
  divide(means, <f64>rows, features);
  at = x;
  for (let row = 0; row < rows; row++) {
    let f = 0;
    for (; f < even; f += 2, at += 8) {
      const deviation = f64x2.sub(load2(at), v128.load(means + ((<usize>f) << 3)));
      const v = variances + ((<usize>f) << 3);
      v128.store(v, f64x2.add(v128.load(v), f64x2.mul(deviation, deviation)));
    }
    if (f < features) {
      const deviation = <f64>load<f32>(at) - load<f64>(means + ((<usize>f) << 3));
      const v = variances + ((<usize>f) << 3);
      store<f64>(v, load<f64>(v) + deviation * deviation);
      at += 4;
    }
  }
  divide(variances, divisor, features);
}

function divide(values: usize, by: f64, count: i32): void {
  for (let i = 0; i < count; i++) store<f64>(values + ((<usize>i) << 3), load<f64>(values + ((<usize>i) << 3)) / by);
}

/** xhat = (x - mean) * scale, y = gamma * xhat + beta; means, scales, gamma and beta are float64, [features]. */
export function normalize(
  x: usize,
  xhat: usize,
  y: usize,
  means: usize,
  scales: usize,
  gamma: usize,
  beta: usize,
  rows: i32,
  features: i32,
): void {
  const even = features & ~1;
  for (let row = 0; row < rows; row++) {
    let f = 0;
    for (; f < even; f += 2, x += 8, xhat += 8, y += 8) {
      const at = (<usize>f) << 3;
      const normalized = f64x2.mul(f64x2.sub(load2(x), v128.load(means + at)), v128.load(scales + at));
      store2(xhat, normalized);
      store2(y, f64x2.add(f64x2.mul(v128.load(gamma + at), normalized), v128.load(beta + at)));
    }
    if (f < features) {
      const at = (<usize>f) << 3;
      const normalized = (<f64>load<f32>(x) - load<f64>(means + at)) * load<f64>(scales + at);
      store<f32>(xhat, <f32>normalized);
      store<f32>(y, <f32>(load<f64>(gamma + at) * normalized + load<f64>(beta + at)));
      x += 4;
      xhat += 4;
      y += 4;
    }
  }
}

/** gradGamma = sum grad * xhat, gradBeta = sum grad, over the rows; both [features], float64. */
export function normalizeSums(
  grad: usize,
  xhat: usize,
  gradGamma: usize,
  gradBeta: usize,
  rows: i32,
  features: i32,
): void {
  memory.fill(gradGamma, 0, (<usize>features) << 3);
  memory.fill(gradBeta, 0, (<usize>features) << 3);
  const even = features & ~1;
  for (let row = 0; row < rows; row++) {
    let f = 0;
    for (; f < even; f += 2, grad += 8, xhat += 8) {
      const at = (<usize>f) << 3;
      const g = load2(grad);
      v128.store(gradGamma + at, f64x2.add(v128.load(gradGamma + at), f64x2.mul(g, load2(xhat))));
      v128.store(gradBeta + at, f64x2.add(v128.load(gradBeta + at), g));
    }
    if (f < features) {
      const at = (<usize>f) << 3;
      const g = <f64>load<f32>(grad);
      store<f64>(gradGamma + at, load<f64>(gradGamma + at) + g * <f64>load<f32>(xhat));
      store<f64>(gradBeta + at, load<f64>(gradBeta + at) + g);
      grad += 4;
      xhat += 4;
    }
  }
}

/**
 * gradX = factor * (grad - (centre + xhat * slope)): factor = scale * gamma, and centre = gradBeta / rows and slope =
 * gradGamma / (rows - correction) where the statistics are the batch's own, 0 where they are fixed. All float64, [features].
 */
export function normalizeBackward(
  grad: usize,
  xhat: usize,
  gradX: usize,
  factors: usize,
  centres: usize,
  slopes: usize,
  rows: i32,
  features: i32,
): void {
  const even = features & ~1;
  for (let row = 0; row < rows; row++) {
    let f = 0;
    for (; f < even; f += 2, grad += 8, xhat += 8, gradX += 8) {
      const at = (<usize>f) << 3;
      const through = f64x2.add(v128.load(centres + at), f64x2.mul(load2(xhat), v128.load(slopes + at)));
      store2(gradX, f64x2.mul(v128.load(factors + at), f64x2.sub(load2(grad), through)));
    }
    if (f < features) {
      const at = (<usize>f) << 3;
      const through = load<f64>(centres + at) + <f64>load<f32>(xhat) * load<f64>(slopes + at);
      store<f32>(gradX, <f32>(load<f64>(factors + at) * (<f64>load<f32>(grad) - through)));
      grad += 4;
      xhat += 4;
      gradX += 4;
    }
  }
}
