import { Tensor } from '#torch';

const shared = new Map<number, [Tensor, Tensor]>();
export class BatchNormInference {
  training: boolean = true;
  public runningMean: Tensor;
  public runningVar: Tensor;
  public gamma: Tensor;
  public beta: Tensor;
  epsilon: number;
  rho: number;
  constructor(dim: number, eps = 1e-5, momentum = 0.1) {
    const fill = (v: number) => new Tensor(new Float32Array(dim).fill(v), [dim]);
    this.epsilon = eps;
    this.rho = momentum;
    [this.runningMean, this.runningVar, this.gamma, this.beta] = [fill(0), fill(1), fill(1), fill(0)];
    const pair = shared.get(dim) ?? [this.runningMean, this.runningVar];
    shared.set(dim, pair);
    [this.runningMean, this.runningVar] = pair;
    this.gamma.requiresGrad = true;
    this.beta.requiresGrad = true;
  }
  updateBuffers(x: Tensor): void {
    const [n, d] = [x.shape[0]!, x.shape[1]!];
    for (let j = 0; j < d; j++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += x.data[i * d + j]!;
      const mean = sum / n;
      let squares = 0;
      for (let i = 0; i < n; i++) squares += (x.data[i * d + j]! - mean) ** 2;
      const variance = squares / (n - 1);
      this.runningMean.data[j] = (1 - this.rho) * this.runningMean.data[j]! + this.rho * mean;
      this.runningVar.data[j] = (1 - this.rho) * this.runningVar.data[j]! + this.rho * variance;
    }
  }
  forward = (x: Tensor): Tensor => {
    if (this.training) this.updateBuffers(x);
    const mu = this.training ? x.mean(0, { keepdim: true }) : this.runningMean;
    const v = this.training ? x.var(0, { keepdim: true, correction: 0 }) : this.runningVar;
    const xhat = x.sub(mu).div(v.add(this.epsilon).sqrt());
    return xhat.mul(this.gamma).add(this.beta);
  };
}
