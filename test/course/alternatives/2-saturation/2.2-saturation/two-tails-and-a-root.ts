import type { Tensor } from '#torch';

/** Both tails counted apart and added: |h| > t is h > t or h < -t. */
export function saturation(h: Tensor, threshold = 0.97): number {
  const tails = h.gt(threshold).add(h.lt(-threshold)); // nothing is in both
  return tails.sum().item() / h.numel();
}

export function preactivationStats(hPreact: Tensor) {
  const flat = hPreact.reshape([-1]);
  const mean = flat.sum().div(flat.numel());
  const variance = flat
    .sub(mean)
    .square()
    .sum()
    .div(flat.numel() - 1);
  const sorted = [...flat.data].sort((a, b) => a - b);
  return { mean: mean.item(), std: variance.sqrt().item(), min: sorted[0]!, max: sorted.at(-1)! };
}
