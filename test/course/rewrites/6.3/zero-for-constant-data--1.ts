import { type Tensor } from '#torch';

export function updateRatios(parameters: Tensor[], learningRate: number) {
  const judge = (ratio: number): 'ok' | 'too large' | 'too small' => {
    if (ratio > 0.01) return 'too large';
    return ratio < 0.0001 ? 'too small' : 'ok';
  };
  return parameters.flatMap((p) => {
    if (!p.grad) return [];
    const below = p.std().item();
    let ratio = 0;
    if (below > 0) ratio = p.grad.mul(learningRate).std().item() / below;
    return [{ ratio, verdict: judge(ratio) }];
  });
}
