import { init, ones, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

abstract class Base {
  out: Tensor | null = null;
  protected keep(t: Tensor): Tensor {
    this.out = t;
    return t;
  }
}

export class Linear extends Base implements Layer {
  weight: Tensor;
  bias: Tensor | null = null;

  constructor(fanIn: number, fanOut: number, options: { bias?: boolean; generator: Generator }) {
    super();
    this.weight = zeros([fanIn, fanOut]);
    init.normal_(this.weight, 0, Math.sqrt(1 / fanIn), { generator: options.generator });
    this.weight.requiresGrad = true;
    if (options.bias !== false) this.bias = zeros([fanOut], { requiresGrad: true });
  }
  forward(x: Tensor): Tensor {
    const y = x.matmul(this.weight);
    return this.keep(this.bias === null ? y : y.add(this.bias));
  }
  parameters(): Tensor[] {
    return [this.weight];
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
    const v = x.var(0, { correction: 0 });
    return this.keep(x.sub(x.mean(0)).div(v.add(this.eps).sqrt()).mul(this.gamma).add(this.beta));
  }
  parameters(): Tensor[] {
    return [this.gamma, this.beta];
  }
}

export class Tanh extends Base implements Layer {
  forward(x: Tensor): Tensor {
    return this.keep(x.tanh());
  }
  parameters(): Tensor[] {
    return [];
  }
}

export const buildNetwork = (c: NetworkConfig, generator: Generator): Layer[] => {
  const first = new Linear(c.blockSize * c.nEmbd, c.nHidden, { generator, bias: true });
  const last = new Linear(c.nHidden, c.vocabSize, { generator, bias: true });
  return [first, new BatchNorm1d(c.nHidden), new Tanh(), last];
};
