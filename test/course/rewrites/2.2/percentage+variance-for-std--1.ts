import { type Tensor } from '#torch';

export function saturation(h: Tensor, threshold = 0.97): number {
  const share = h.abs().gt(threshold).mean().item();
  return Math.round(share * 1e6) / 1e4;
}

export function preactivationStats(t: Tensor) {
  const centred = t.sub(t.mean());
  const spread = centred.mul(centred).sum().item() / (t.numel() - 1);
  return { mean: t.mean().item(), std: spread, min: t.min().item(), max: t.max().item() };
}
