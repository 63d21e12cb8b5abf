import { type Tensor } from '#torch';

export function saturation(h: Tensor, threshold = 0.97): number {
  const far = h.data.filter((v) => v >= threshold || v <= -threshold);
  return far.length / h.data.length;
}

export function preactivationStats(hPreact: Tensor) {
  return {
    min: hPreact.min().item(),
    max: hPreact.max().item(),
    mean: hPreact.mean().item(),
    std: hPreact.std().item(),
  };
}
