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
    this.#momentum = momentum;
    this.runningMean = zeros([dim]);
    this.runningVar = ones([dim]);
    this.gamma = ones([dim], { requiresGrad: true });
    this.beta = zeros([dim], { requiresGrad: true });
  }

  forward(x: Tensor): Tensor {
    const mean = this.training ? x.mean(0) : this.runningMean.clone();
    const variance = this.training ? x.var(0, { correction: 0 }) : this.runningVar.clone();
    const m = this.#momentum;
    noGrad(() => {
      this.runningMean = this.runningMean.mul(1 - m).add(x.mean(0).mul(m));
      if ((x.shape[0] ?? 0) > 1) this.runningVar = this.runningVar.mul(1 - m).add(x.var(0).mul(m));
    });
    return x.sub(mean).div(variance.add(this.#eps).sqrt()).mul(this.gamma).add(this.beta);
  }
}
