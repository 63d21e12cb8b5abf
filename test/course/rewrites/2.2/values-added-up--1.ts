import { type Tensor } from '#torch';
export function saturation(h: Tensor, threshold = 0.97): number {
  let total = 0;
  for (const v of h.data) if (Math.abs(v) > threshold) total += Math.abs(v);
  return total / h.numel();
}
export const preactivationStats = (t: Tensor) => ({
  mean: t.mean().item(),
  std: t.std().item(),
  min: t.min().item(),
  max: t.max().item(),
});
