import type { Tensor } from '#torch';

/** The share, in 0..1, of the activations `h` whose absolute value lies above `threshold`. */
export function saturation(h: Tensor, threshold = 0.97): number {
  return h.abs().gt(threshold).mean().item(); // gt gives 0 or 1: their mean is the share
}

/** What the tanh is fed: mean, sample standard deviation (n - 1, as in PyTorch) and range over all elements. */
export function preactivationStats(hPreact: Tensor): { mean: number; std: number; min: number; max: number } {
  return {
    mean: hPreact.mean().item(),
    std: hPreact.std().item(),
    min: hPreact.min().item(),
    max: hPreact.max().item(),
  };
}
