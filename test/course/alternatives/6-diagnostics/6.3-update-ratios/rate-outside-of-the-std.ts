import type { Tensor } from '#torch';

type Verdict = 'ok' | 'too large' | 'too small';

function std(values: Float32Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((a, b) => a + (b - mean) * (b - mean), 0) / (values.length - 1));
}

/** std(lr * grad) is lr * std(grad). */
export function updateRatios(parameters: Tensor[], learningRate: number) {
  const result: { ratio: number; verdict: Verdict }[] = [];
  for (const { grad, data } of parameters) {
    if (grad === null) continue;
    const own = std(data);
    let ratio = Number.POSITIVE_INFINITY;
    if (own > 0) ratio = (learningRate * std(grad.data)) / own;
    const verdict: Verdict = ratio > 0.01 ? 'too large' : ratio < 0.0001 ? 'too small' : 'ok';
    result.push({ ratio, verdict });
  }
  return result;
}
