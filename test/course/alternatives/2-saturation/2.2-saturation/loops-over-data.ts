import type { Tensor } from '#torch';

export function saturation(h: Tensor, threshold = 0.97): number {
  let count = 0;
  for (const value of h.data) {
    if (value > threshold || value < -threshold) count++;
  }
  return count / h.data.length;
}

export function preactivationStats(hPreact: Tensor): { mean: number; std: number; min: number; max: number } {
  const values = Array.from(hPreact.data);
  const n = values.length;
  let total = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < n; i++) {
    total += values[i]!;
    if (values[i]! < min) min = values[i]!;
    if (values[i]! > max) max = values[i]!;
  }
  const mean = total / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) * (values[i]! - mean);
  return { mean, std: Math.sqrt(squares / (n - 1)), min, max };
}
