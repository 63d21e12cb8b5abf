/** The update of stochastic gradient descent. */

/** p = p + factor * grad, rounded after the product and after the sum, as `p.data += -lr * p.grad`; whole vectors are written. */
export function axpy(p: usize, grad: usize, factor: f32, count: i32): void {
  const factors = f32x4.splat(factor);
  const end = p + ((<usize>count) << 2);
  for (; p < end; p += 16, grad += 16) v128.store(p, f32x4.add(v128.load(p), f32x4.mul(v128.load(grad), factors)));
}
