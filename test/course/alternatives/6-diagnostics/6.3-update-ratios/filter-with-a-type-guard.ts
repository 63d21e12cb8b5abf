import { noGrad, type Tensor } from '#torch';

const BOUNDS = { 'too large': 1e-2, 'too small': 1e-4 } as const;

function hasGrad(parameter: Tensor): parameter is Tensor & { grad: Tensor } {
  return parameter.grad instanceof Object;
}

function ratioOf(parameter: Tensor & { grad: Tensor }, learningRate: number): number {
  return noGrad(() => {
    const ratio = parameter.grad.mul(learningRate).std().div(parameter.std()).item();
    return parameter.std().item() === 0 ? Infinity : ratio;
  });
}

export function updateRatios(
  parameters: Tensor[],
  learningRate: number,
): { ratio: number; verdict: 'ok' | 'too large' | 'too small' }[] {
  return parameters.filter(hasGrad).map((parameter) => {
    const ratio = ratioOf(parameter, learningRate);
    switch (true) {
      case ratio > BOUNDS['too large']:
        return { ratio, verdict: 'too large' };
      case ratio < BOUNDS['too small']:
        return { ratio, verdict: 'too small' };
      default:
        return { ratio, verdict: 'ok' };
    }
  });
}
