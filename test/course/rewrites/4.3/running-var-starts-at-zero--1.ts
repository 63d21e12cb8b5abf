import { ones, zeros, type Tensor } from '#torch';

export class BatchNormInference {
  training = true;
  runningMean: Tensor;
  runningVar: Tensor;
  gamma: Tensor;
  beta: Tensor;
  readonly eps: number;
  readonly momentum: number;

  constructor(dim: number, eps = 1e-5, momentum = 0.1) {
    this.runningMean = zeros([dim]);
    this.runningVar = zeros([dim]);
    this.beta = zeros([dim], { requiresGrad: true });
    this.gamma = ones([dim], { requiresGrad: true });
    this.eps = eps;
    this.momentum = momentum;
  }

  forward(x: Tensor): Tensor {
    const { momentum: m } = this;
    if (this.training) {
      const mean = x.mean(0);
      const c = x.sub(mean);
      const y = c.div(c.square().mean(0).add(this.eps).sqrt());
      // detached: nothing of the past is kept
      this.runningMean = this.runningMean.mul(1 - m).add(mean.detach().mul(m));
      this.runningVar = this.runningVar.mul(1 - m).add(x.detach().var(0).mul(m));
      return this.gamma.mul(y).add(this.beta);
    }
    const y = x.sub(this.runningMean).div(this.runningVar.add(this.eps).sqrt());
    return this.gamma.mul(y).add(this.beta);
  }
}
