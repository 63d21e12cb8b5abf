import { type Tensor } from '#torch';

export const saturation = (h: Tensor, threshold = 0.97): number => h.abs().gt(threshold).sum().item();

export const preactivationStats = (t: Tensor) => ({
  mean: t.mean().item(),
  std: Math.sqrt(t.var().item()),
  min: t.min().item(),
  max: t.max().item(),
});
