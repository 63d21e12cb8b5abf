import { F, init, ones, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

abstract class Module implements Layer {
  out: Tensor | null = null;
  protected abstract compute(x: Tensor): Tensor;
  forward(x: Tensor): Tensor {
    return (this.out = this.compute(x));
  }
  parameters(): Tensor[] {
    return [];
  }
}

export class Linear extends Module {
  weight: Tensor;
  bias: Tensor | null;
  constructor(fanIn: number, fanOut: number, { bias = true, generator }: { bias?: boolean; generator: Generator }) {
    super();
    const bound = Math.sqrt(3 / fanIn);
    this.weight = init.uniform_(zeros([fanIn, fanOut], { requiresGrad: true }), -bound, bound, { generator });
    this.bias = bias ? zeros([fanOut], { requiresGrad: true }) : null;
  }
  protected compute(x: Tensor) {
    return F.linear(x, this.weight.t(), this.bias);
  }
  override parameters() {
    return this.bias ? [this.weight, this.bias] : [this.weight];
  }
}

export class BatchNorm1d extends Module {
  gamma: Tensor;
  beta: Tensor;
  private eps: number;
  constructor(dim: number, eps = 1e-5) {
    super();
    this.eps = eps;
    this.gamma = ones([dim], { requiresGrad: true });
    this.beta = zeros([dim], { requiresGrad: true });
  }
  protected compute(x: Tensor) {
    return F.batchNorm(x, null, null, { weight: this.gamma, bias: this.beta, training: true, eps: this.eps });
  }
  override parameters() {
    return [this.gamma, this.beta];
  }
}

export class Tanh extends Module {
  protected compute(x: Tensor) {
    const y = zeros(x.shape);
    x.data.forEach((v, i) => (y.data[i] = Math.tanh(v)));
    return y;
  }
}

export function buildNetwork(config: NetworkConfig, generator: Generator): Layer[] {
  const last = new Linear(config.nHidden, config.vocabSize, { generator });
  const first = new Linear(config.blockSize * config.nEmbd, config.nHidden, { generator });
  return [first, new BatchNorm1d(config.nHidden), new Tanh(), last];
}
