import { type Tensor } from '#torch';

const LABELS = ['too large', 'ok', 'too small'] as const;

export function updateRatios(parameters: Tensor[], learningRate: number) {
  return parameters.flatMap((p) => {
    const { grad } = p;
    if (grad === null) return [];
    const size = p.std().item();
    const ratio = size === 0 ? Number.POSITIVE_INFINITY : (learningRate * grad.std().item()) / size;
    const place = Number(ratio >= 1e-4) + Number(ratio > 1e-2);
    return [{ ratio, verdict: LABELS[place] ?? 'ok' }];
  });
}
