import { tensor, type Tensor } from '#torch';

/** Mean and variance in doubles for the buffers; tensors for everything that a gradient flows through. */
export class BatchNormInference {
  training = true;
  eps;
  momentum;
  runningMean: Tensor;
  runningVar: Tensor;
  gamma: Tensor;
  beta: Tensor;

  constructor(dim: number, eps = 1e-5, momentum = 0.1) {
    this.eps = eps;
    this.momentum = momentum;
    const zero = new Float64Array(dim);
    const one = new Float64Array(dim).fill(1);
    this.gamma = tensor(one, { requiresGrad: true });
    this.beta = tensor(zero, { requiresGrad: true });
    this.runningMean = tensor(zero);
    this.runningVar = tensor(one);
  }

  forward(x: Tensor): Tensor {
    if (!this.training) {
      return this.scaleAndShift(x.sub(this.runningMean), this.runningVar);
    }
    this.updateBuffers(x);
    const centered = x.sub(x.mean(0));
    return this.scaleAndShift(centered, centered.square().mean(0));
  }

  scaleAndShift(centered: Tensor, variance: Tensor): Tensor {
    const std = variance.add(this.eps).sqrt();
    return this.gamma.div(std).mul(centered).add(this.beta);
  }

  updateBuffers(x: Tensor): void {
    const [n, dim] = [x.shape[0]!, x.shape[1]!];
    for (let j = 0; j < dim; j++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += x.data[i * dim + j]!;
      const mean = sum / n;
      let squares = 0;
      for (let i = 0; i < n; i++) squares += (x.data[i * dim + j]! - mean) ** 2;
      const unbiased = squares / (n - 1);
      this.runningMean.data[j]! += this.momentum * (mean - this.runningMean.data[j]!);
      this.runningVar.data[j]! += this.momentum * (unbiased - this.runningVar.data[j]!);
    }
  }
}
