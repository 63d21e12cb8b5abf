import { F, init, ones, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

class Base {
  out: Tensor | null = null;
  protected keep(y: Tensor): Tensor {
    this.out = y;
    return y;
  }
}

export class Linear extends Base implements Layer {
  weight: Tensor;
  bias: Tensor | null;
  constructor(fanIn: number, fanOut: number, options: { bias?: boolean; generator: Generator }) {
    super();
    const { generator } = options;
    this.weight = init.kaimingNormal_(zeros([fanIn, fanOut]), { mode: 'fan_out', nonlinearity: 'linear', generator });
    this.weight.requiresGrad = true;
    this.bias = options.bias === false ? null : zeros([fanOut], { requiresGrad: true });
  }
  forward(x: Tensor): Tensor {
    return this.keep(this.bias ? x.matmul(this.weight).add(this.bias) : x.matmul(this.weight));
  }
  parameters(): Tensor[] {
    return this.bias ? [this.weight, this.bias] : [this.weight];
  }
}

export class BatchNorm1d extends Base implements Layer {
  gamma: Tensor;
  beta: Tensor;
  private eps: number;
  constructor(dim: number, eps = 1e-5) {
    super();
    this.eps = eps;
    this.gamma = ones([dim], { requiresGrad: true });
    this.beta = zeros([dim], { requiresGrad: true });
  }
  forward(x: Tensor): Tensor {
    const m = x.mean(1, { keepdim: true });
    const v = x.sub(m).square().mean(1, { keepdim: true });
    return this.keep(x.sub(m).div(v.add(this.eps).sqrt()).mul(this.gamma).add(this.beta));
  }
  parameters(): Tensor[] {
    return [this.gamma, this.beta];
  }
}

export class Tanh extends Base implements Layer {
  forward(x: Tensor): Tensor {
    return this.keep(F.tanh(x));
  }
  parameters(): Tensor[] {
    return [];
  }
}

export function buildNetwork(config: NetworkConfig, generator: Generator): Layer[] {
  return [
    new Linear(config.blockSize * config.nEmbd, config.nHidden, { generator }),
    new BatchNorm1d(config.nHidden),
    new Tanh(),
    new Linear(config.nHidden, config.vocabSize, { generator }),
  ];
}
