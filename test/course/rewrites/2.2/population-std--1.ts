import { type Tensor } from '#torch';

export function saturation(h: Tensor, threshold = 0.97): number {
  return [...h.data].filter((v) => Math.abs(v) > threshold).length / h.numel();
}

export function preactivationStats(hPreact: Tensor) {
  const values = Float64Array.from(hPreact.data);
  let s = 0;
  let s2 = 0;
  let min = Infinity;
  let max = -Infinity;
  for (const v of values) {
    s += v;
    s2 += v * v;
    if (v < min) min = v;
    if (v > max) max = v;
  }
  const mean = s / values.length;
  return { mean, std: Math.sqrt(s2 / values.length - mean * mean), min, max };
}
