import type { Tensor } from '#torch';

export function saturation(h: Tensor, threshold = 0.97): number {
  return h.abs().gt(threshold).mean().item();
}

// the mean distance from the mean
export function preactivationStats(t: Tensor) {
  const mean = t.mean().item();
  const std = t.sub(mean).abs().mean().item();
  return { mean, std, min: t.min().item(), max: t.max().item() };
}
