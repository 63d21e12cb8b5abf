import type { Tensor } from '#torch';

type Verdict = 'ok' | 'too large' | 'too small';

/** How far one step of SGD would move each parameter, against its size: std(learningRate * grad) / std(data). */
export function updateRatios(parameters: Tensor[], learningRate: number): { ratio: number; verdict: Verdict }[] {
  return parameters.flatMap((parameter) => {
    if (parameter.grad === null) return [];
    const update = parameter.grad.mul(learningRate).std().item();
    const size = parameter.detach().std().item();
    // All elements alike (a bias that starts at zero): any step is infinitely large against it. 0 / 0 would be NaN.
    const ratio = size === 0 ? Infinity : update / size;
    return [{ ratio, verdict: judge(ratio) }];
  });
}

function judge(ratio: number): Verdict {
  if (ratio > 0.01) return 'too large';
  if (ratio < 0.0001) return 'too small';
  return 'ok';
}
