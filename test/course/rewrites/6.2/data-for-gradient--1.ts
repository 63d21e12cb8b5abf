import { type Tensor } from '#torch';

export const gradientStats = (parameters: Tensor[]) =>
  parameters
    .filter((p) => p.grad !== null)
    .map((p) => {
      const n = p.numel();
      const mean = p.data.reduce((a, b) => a + b, 0) / n;
      const ss = p.data.reduce((a, b) => a + (b - mean) ** 2, 0);
      return { mean, std: Math.sqrt(ss / (n - 1)) };
    });
