import { type Tensor } from '#torch';

export function saturation(h: Tensor, _threshold = 0.97): number {
  let n = 0;
  h.data.forEach((v) => {
    if (Math.abs(v) > 0.97) n += 1;
  });
  return n / h.data.length;
}

export function preactivationStats(p: Tensor) {
  const sorted = Float32Array.from(p.data).sort();
  return { mean: p.mean().item(), std: p.std().item(), min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
}
