import { type Tensor } from '#torch';

export function saturation(h: Tensor, threshold = 0.97): number {
  return h.abs().gt(threshold).mean().item();
}

export function preactivationStats(t: Tensor) {
  const sorted = [...t.data].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { mean: median, std: t.std().item(), min: t.min().item(), max: t.max().item() };
}
