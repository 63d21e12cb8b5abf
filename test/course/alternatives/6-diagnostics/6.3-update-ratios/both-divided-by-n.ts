import { type Tensor } from '#torch';

export const updateRatios = (parameters: Tensor[], learningRate: number) =>
  parameters.flatMap((p) => {
    const g = p.grad;
    if (g === null) return [];
    const above = g.mul(learningRate).var({ correction: 0 });
    const below = p.detach().var({ correction: 0 });
    const ratio = below.item() > 0 ? Math.sqrt(above.item() / below.item()) : Number.POSITIVE_INFINITY;
    const verdict = ratio >= 0.0001 && ratio <= 0.01 ? 'ok' : ratio > 1 / 100 ? 'too large' : 'too small';
    return [{ ratio, verdict }];
  });
