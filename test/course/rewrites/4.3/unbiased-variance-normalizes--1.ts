import { noGrad, ones, zeros, type Tensor } from '#torch';

export class BatchNormInference {
  training = true;
  runningMean: Tensor;
  runningVar: Tensor;
  gamma: Tensor;
  beta: Tensor;
  #hyper: readonly [number, number];

  constructor(dim: number, eps = 1e-5, momentum = 0.1) {
    this.runningMean = zeros([dim]);
    this.runningVar = ones([dim]);
    this.gamma = ones([dim], { requiresGrad: true });
    this.beta = zeros([dim], { requiresGrad: true });
    this.#hyper = [eps, momentum];
  }

  forward(x: Tensor): Tensor {
    const [eps, m] = this.#hyper;
    const stats = this.training ? { mean: x.mean(0), variance: x.var(0) } : undefined;
    if (stats) {
      noGrad(() => {
        this.runningMean.copy_(this.runningMean.mul(1 - m).add(stats.mean.mul(m)));
        this.runningVar.copy_(this.runningVar.mul(1 - m).add(stats.variance.mul(m)));
      });
    }
    const { mean, variance } = stats ?? { mean: this.runningMean, variance: this.runningVar };
    return x.sub(mean).div(variance.add(eps).sqrt()).mul(this.gamma).add(this.beta);
  }
}
