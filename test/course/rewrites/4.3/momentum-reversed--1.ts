import { noGrad, ones, zeros, type Tensor } from '#torch';

export class BatchNormInference {
  training = true;
  gamma: Tensor;
  beta: Tensor;
  runningMean: Tensor;
  runningVar: Tensor;
  readonly #eps: number;
  readonly #keep: number;

  constructor(dim: number, eps = 1e-5, momentum = 0.1) {
    this.#eps = eps;
    this.#keep = momentum;
    this.gamma = ones([dim], { requiresGrad: true });
    this.beta = zeros([dim], { requiresGrad: true });
    this.runningMean = zeros([dim]);
    this.runningVar = ones([dim]);
  }

  forward(x: Tensor): Tensor {
    if (!this.training) return this.#apply(x, this.runningMean, this.runningVar);
    const mean = x.mean(0);
    const biased = x.sub(mean).square().mean(0);
    noGrad(() => {
      this.#mix(this.runningMean, mean);
      this.#mix(this.runningVar, x.var(0));
    });
    return this.#apply(x, mean, biased);
  }

  #mix(buffer: Tensor, now: Tensor): void {
    buffer.data.forEach((old, i) => {
      buffer.data[i] = this.#keep * old + (1 - this.#keep) * (now.data[i] ?? 0);
    });
  }

  #apply(x: Tensor, mean: Tensor, variance: Tensor): Tensor {
    return x.sub(mean).div(variance.add(this.#eps).sqrt()).mul(this.gamma).add(this.beta);
  }
}
