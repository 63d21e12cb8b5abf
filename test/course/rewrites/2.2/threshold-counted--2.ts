import { type Tensor } from '#torch';
export function saturation(h: Tensor, threshold = 0.97): number {
  return h.data.filter((v) => v > threshold || v <= -threshold).length / h.numel();
}
export const preactivationStats = (t: Tensor) => ({
  mean: t.mean().item(),
  std: t.std().item(),
  min: t.min().item(),
  max: t.max().item(),
});
