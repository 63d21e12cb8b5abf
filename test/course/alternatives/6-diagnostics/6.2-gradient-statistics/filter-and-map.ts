import type { Tensor } from '#torch';

/** The root of the sample variance, which is the biased one times n / (n - 1). */
function spread(grad: Tensor): number {
  const n = grad.numel();
  return grad
    .var({ correction: 0 })
    .mul(n / (n - 1))
    .sqrt()
    .item();
}

export const gradientStats = (parameters: Tensor[]) =>
  parameters
    .map((parameter) => parameter.grad)
    .filter((grad) => grad !== null)
    .map((grad) => ({ std: spread(grad), mean: grad.sum().div(grad.numel()).item() }));
