import type { Tensor } from '#torch';

/** Mean and sample standard deviation of each gradient, in the order of `parameters`; those without one are left out. */
export function gradientStats(parameters: Tensor[]): { mean: number; std: number }[] {
  return parameters.flatMap(({ grad }) =>
    grad === null ? [] : [{ mean: grad.mean().item(), std: grad.std().item() }],
  );
}
