import { F, init, onesLike, zeros, type Tensor } from '#torch';

/** Buffers that stay the same tensors all their life and are changed in place. */
export class BatchNormInference {
  readonly runningMean: Tensor;
  readonly runningVar: Tensor;
  gamma: Tensor;
  beta: Tensor;
  training: boolean;
  #options: { eps: number; momentum: number };

  constructor(dim: number, eps = 1e-5, momentum = 0.1) {
    this.#options = { eps, momentum };
    this.training = true;
    this.beta = zeros([dim], { requiresGrad: true });
    this.gamma = init.ones_(zeros([dim], { requiresGrad: true }));
    this.runningMean = zeros([dim]);
    this.runningVar = onesLike(this.runningMean);
  }

  forward(x: Tensor): Tensor {
    return F.batchNorm(x, this.runningMean, this.runningVar, {
      ...this.#options,
      weight: this.gamma,
      bias: this.beta,
      training: this.training,
    });
  }
}
