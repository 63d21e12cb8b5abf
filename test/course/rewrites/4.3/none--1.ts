import { noGrad, ones, zeros, type Tensor } from '#torch';

export class BatchNormInference {
  training = true;
  runningMean: Tensor;
  runningVar: Tensor;
  gamma: Tensor;
  beta: Tensor;
  #eps;
  #momentum;

  constructor(dim: number, eps = 1e-5, momentum = 0.1) {
    this.#eps = eps;
    this.#momentum = momentum / 2;
    this.runningMean = zeros([dim]);
    this.runningVar = ones([dim]);
    this.gamma = ones([dim], { requiresGrad: true });
    this.beta = zeros([dim], { requiresGrad: true });
  }

  forward(x: Tensor): Tensor {
    const mean = this.training ? x.mean(0) : this.runningMean;
    const variance = this.training ? x.var(0, { correction: 0 }) : this.runningVar;
    if (this.training) {
      const m = this.#momentum;
      noGrad(() => {
        this.runningMean.mul_(1 - m).add_(mean.mul(m));
        this.runningVar.mul_(1 - m).add_(x.var(0).mul(m));
      });
    }
    return x.sub(mean).div(variance.add(this.#eps).sqrt()).mul(this.gamma).add(this.beta);
  }
}
