import { type Tensor } from '#torch';

export function gradientStats(parameters: Tensor[]) {
  return parameters.flatMap(({ grad }) => {
    if (!grad) return [];
    const values = Float64Array.from(grad.data);
    let mean = 0;
    for (const v of values) mean += v / values.length;
    let spread = 0;
    for (const v of values) spread += (v - mean) ** 2;
    return [{ mean, std: spread / (values.length - 1) }];
  });
}
