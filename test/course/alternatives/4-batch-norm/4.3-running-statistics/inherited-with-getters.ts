import { noGrad, ones, zeros, type Tensor } from '#torch';

class Normalizer {
  gamma: Tensor;
  beta: Tensor;
  protected readonly eps: number;

  constructor(dim: number, eps: number) {
    this.eps = eps;
    this.gamma = ones([dim]);
    this.beta = zeros([dim]);
    this.gamma.requiresGrad = true;
    this.beta.requiresGrad = true;
  }

  normalize(x: Tensor, mean: Tensor, variance: Tensor): Tensor {
    const std = variance.add(this.eps).sqrt();
    return x.sub(mean).div(std).mul(this.gamma).add(this.beta);
  }
}

export class BatchNormInference extends Normalizer {
  #mean: Tensor;
  #variance: Tensor;
  #momentum: number;
  #mode: 'train' | 'eval' = 'train';

  constructor(dim: number, eps = 1e-5, momentum = 0.1) {
    super(dim, eps);
    this.#mean = zeros([dim]);
    this.#variance = ones([dim]);
    this.#momentum = momentum;
  }

  get training(): boolean {
    return this.#mode === 'train';
  }

  set training(on: boolean) {
    this.#mode = on ? 'train' : 'eval';
  }

  get runningMean(): Tensor {
    return this.#mean;
  }

  get runningVar(): Tensor {
    return this.#variance;
  }

  forward(x: Tensor): Tensor {
    if (this.#mode === 'eval') return this.normalize(x, this.#mean, this.#variance);
    const n = x.shape[0]!;
    const mean = x.mean(0);
    const variance = x.var(0, { correction: 0 });
    noGrad(() => {
      this.#mean.mul_(1 - this.#momentum).add_(mean.mul(this.#momentum));
      // from divided by n to divided by n - 1
      this.#variance.mul_(1 - this.#momentum).add_(variance.mul((this.#momentum * n) / (n - 1)));
    });
    return this.normalize(x, mean, variance);
  }
}
