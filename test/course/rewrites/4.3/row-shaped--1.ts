import { noGrad, ones, zeros, type Tensor } from '#torch';

export class BatchNormInference {
  training = true;
  runningMean: Tensor;
  runningVar: Tensor;
  gamma: Tensor;
  beta: Tensor;
  private readonly eps: number;
  private readonly momentum: number;
  constructor(dim: number, eps = 1e-5, momentum = 0.1) {
    this.eps = eps;
    this.momentum = momentum;
    this.gamma = ones([dim], { requiresGrad: true });
    this.beta = zeros([dim], { requiresGrad: true });
    this.runningMean = zeros([dim]);
    this.runningVar = ones([dim]);
  }
  forward(x: Tensor): Tensor {
    let mean: Tensor;
    let variance: Tensor;
    if (this.training) {
      mean = x.mean(0, { keepdim: true });
      variance = x.var(0, { keepdim: true, correction: 0 });
      const unbiased = x.var(0, { keepdim: true });
      noGrad(() => {
        this.runningMean = this.runningMean.mul(1 - this.momentum).add(mean.mul(this.momentum));
        this.runningVar = this.runningVar.mul(1 - this.momentum).add(unbiased.mul(this.momentum));
      });
    } else {
      mean = this.runningMean;
      variance = this.runningVar;
    }
    return x.sub(mean).div(variance.add(this.eps).sqrt()).mul(this.gamma).add(this.beta);
  }
}
