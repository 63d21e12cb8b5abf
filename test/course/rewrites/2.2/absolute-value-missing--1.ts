import { type Tensor } from '#torch';

export function saturation(h: Tensor, threshold = 0.97): number {
  let hits = 0;
  for (const v of h.data) if (v > threshold) hits++;
  return hits / h.numel();
}

export function preactivationStats(hPreact: Tensor) {
  const { data } = hPreact;
  const n = data.length;
  const mean = data.reduce((a, b) => a + b, 0) / n;
  const ss = data.reduce((a, b) => a + (b - mean) ** 2, 0);
  return { mean, std: Math.sqrt(ss / (n - 1)), min: Math.min(...data), max: Math.max(...data) };
}
