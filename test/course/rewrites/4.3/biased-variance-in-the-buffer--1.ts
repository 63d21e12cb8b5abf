import { noGrad, ones, zeros, type Tensor } from '#torch';

export class BatchNormInference {
  training: boolean = true;
  runningMean: Tensor;
  runningVar: Tensor;
  gamma: Tensor;
  beta: Tensor;
  private settings: { eps: number; momentum: number };

  constructor(dim: number, eps = 1e-5, momentum = 0.1) {
    this.settings = { eps, momentum };
    [this.runningMean, this.runningVar] = [zeros([dim]), ones([dim])];
    [this.gamma, this.beta] = [ones([dim]), zeros([dim])];
    this.gamma.requiresGrad = this.beta.requiresGrad = true;
  }

  forward(x: Tensor): Tensor {
    let mean = this.runningMean;
    let variance = this.runningVar;
    if (this.training) {
      mean = x.mean(0);
      variance = x.var(0, { correction: 0 });
      const m = this.settings.momentum;
      const [a, b] = [mean, variance];
      noGrad(() => {
        this.runningMean.add_(a.sub(this.runningMean).mul(m));
        this.runningVar.add_(b.sub(this.runningVar).mul(m));
      });
    }
    const xhat = x.sub(mean).mul(variance.add(this.settings.eps).pow(-0.5));
    return xhat.mul(this.gamma).add(this.beta);
  }
}
