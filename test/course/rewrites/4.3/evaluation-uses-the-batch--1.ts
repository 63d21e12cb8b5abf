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
    if (this.training) this.#remember(x);
    const c = x.sub(x.mean(0));
    return c.div(c.square().mean(0).add(this.#eps).sqrt()).mul(this.gamma).add(this.beta);
  }

  #remember(x: Tensor): void {
    noGrad(() => {
      const m = this.#momentum;
      this.runningMean.mul_(1 - m).add_(x.mean(0).mul(m));
      this.runningVar.mul_(1 - m).add_(x.var(0).mul(m));
    });
  }
}
