import { noGrad, ones, zeros, type Tensor } from '#torch';

/** Batch normalization that remembers: batch statistics while training, running averages of them afterwards. */
export class BatchNormInference {
  training = true;
  runningMean: Tensor;
  runningVar: Tensor;
  gamma: Tensor;
  beta: Tensor;
  readonly #eps: number;
  readonly #momentum: number;

  constructor(dim: number, eps = 1e-5, momentum = 0.1) {
    this.#eps = eps;
    this.#momentum = momentum;
    this.gamma = ones([dim], { requiresGrad: true }); // (D)
    this.beta = zeros([dim], { requiresGrad: true }); // (D)
    this.runningMean = zeros([dim]); // (D), remembered, not trained
    this.runningVar = ones([dim]); // (D)
  }

  forward(x: Tensor): Tensor {
    let mean = this.runningMean; // (D)
    let variance = this.runningVar; // (D)
    if (this.training) {
      mean = x.mean(0); // (D)
      variance = x.var(0, { correction: 0 }); // (D), biased: the spread of just this batch
      this.remember(x);
    }
    const normalized = x.sub(mean).div(variance.add(this.#eps).sqrt()); // (N, D)
    return normalized.mul(this.gamma).add(this.beta); // (N, D)
  }

  /** Moves the running statistics a step of `momentum` towards those of `x`. */
  private remember(x: Tensor): void {
    noGrad(() => {
      const keep = 1 - this.#momentum;
      // Unbiased (divided by N - 1): it stands for the spread of all the data, which this batch is a sample of.
      const variance = x.var(0, { correction: 1 }); // (D)
      this.runningMean = this.runningMean.mul(keep).add(x.mean(0).mul(this.#momentum)); // (D)
      this.runningVar = this.runningVar.mul(keep).add(variance.mul(this.#momentum)); // (D)
    });
  }
}
