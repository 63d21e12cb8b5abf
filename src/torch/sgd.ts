/** The update of stochastic gradient descent. */
import { activeEngine } from './kernels.js';
import type { Tensor } from './tensor.js';

/** Below this, copying in and out takes longer than it saves. */
const LEAST = 256;

/**
 * Moves each parameter down its gradient, in place: p = p + (-learningRate * grad), rounded to float32 after the product and
 * after the sum, as `p.data += -lr * p.grad` in PyTorch. A parameter without a gradient stays as it is.
 * @param learningRate at least 0
 */
export function sgdStep(parameters: readonly Tensor[], learningRate: number): void {
  const factor = Math.fround(-learningRate);
  for (const { data, grad } of parameters) {
    if (grad !== null) update(data, grad.data, factor);
  }
}

function update(p: Float32Array, grad: Float32Array, factor: number): void {
  const engine = p.length < LEAST ? null : activeEngine();
  if (engine?.begin(2 * p.length, 2) === true) {
    const to = engine.read(p);
    engine.kernels.axpy(to, engine.read(grad), factor, p.length);
    engine.settle(p, to);
    return;
  }
  for (let i = 0; i < p.length; i++) p[i]! += Math.fround(factor * grad[i]!);
}
