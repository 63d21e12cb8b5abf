import type { Tensor } from '#torch';

export const saturation = (h: Tensor, threshold = 0.97) =>
  Array.from(h.data, Math.abs).filter((value) => value > threshold).length / h.numel();

/** One pass: mean and sum of squares are brought up to date with each value. */
export function preactivationStats(hPreact: Tensor): { mean: number; std: number; min: number; max: number } {
  const state = hPreact.data.reduce(
    ({ n, mean, m2, min, max }, value) => {
      const delta = value - mean;
      const moved = mean + delta / (n + 1);
      return {
        n: n + 1,
        mean: moved,
        m2: m2 + delta * (value - moved),
        min: Math.min(min, value),
        max: Math.max(max, value),
      };
    },
    { n: 0, mean: 0, m2: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY },
  );
  const { mean, min, max } = state;
  return { mean, min, max, std: (state.m2 / (state.n - 1)) ** 0.5 };
}
