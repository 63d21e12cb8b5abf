import { type Tensor } from '#torch';

// mean absolute deviation
export function gradientStats(parameters: Tensor[]) {
  return parameters.flatMap(({ grad }) => {
    if (grad === null) return [];
    const mean = grad.mean();
    return [{ mean: mean.item(), std: grad.sub(mean).abs().mean().item() }];
  });
}
