import { type Tensor } from '#torch';

export function updateRatios(parameters: Tensor[], learningRate: number) {
  return parameters
    .filter((p) => p.grad !== null)
    .map((p) => {
      const update = p.grad?.mul(learningRate).std().item() ?? 0;
      const size = p.std().item();
      const raw = size > 0 ? update / size : Infinity;
      const verdict: 'ok' | 'too large' | 'too small' = raw > 0.01 ? 'too large' : raw < 0.0001 ? 'too small' : 'ok';
      return { ratio: Math.log10(raw), verdict };
    });
}
