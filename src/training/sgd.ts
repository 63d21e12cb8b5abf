import type { NamedTensor } from './layers.js';

/**
 * One step of stochastic gradient descent, `p.data += -lr * p.grad`: the product is rounded to float32, then the sum. The
 * storage of a parameter stays the same.
 */
export function sgdStep(parameters: readonly NamedTensor[], learningRate: number): void {
  const factor = Math.fround(-learningRate);
  for (const { tensor } of parameters) {
    if (tensor.grad === null) continue;
    const { data } = tensor;
    const grad = tensor.grad.data;
    for (let i = 0; i < data.length; i++) data[i] = (data[i] ?? NaN) + Math.fround(factor * (grad[i] ?? NaN));
  }
}
