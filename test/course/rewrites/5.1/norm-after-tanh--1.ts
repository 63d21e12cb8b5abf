import { ones, randn, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

export class Linear implements Layer {
  weight: Tensor;
  bias: Tensor | null;
  out: Tensor | null = null;
  constructor(fanIn: number, fanOut: number, options: { bias?: boolean; generator: Generator }) {
    this.bias = options.bias === false ? null : zeros([fanOut], { requiresGrad: true });
    this.weight = randn([fanIn, fanOut], { generator: options.generator }).mul_(1 / Math.sqrt(fanIn));
    this.weight.requiresGrad = true;
  }
  forward(x: Tensor): Tensor {
    const y = x.matmul(this.weight);
    this.out = this.bias ? this.bias.add(y) : y;
    return this.out;
  }
  parameters(): Tensor[] {
    return this.bias ? [this.weight, this.bias] : [this.weight];
  }
}

export class BatchNorm1d implements Layer {
  gamma: Tensor;
  beta: Tensor;
  out: Tensor | null = null;
  #eps: number;
  constructor(dim: number, eps = 1e-5) {
    this.#eps = eps;
    this.gamma = ones([dim], { requiresGrad: true });
    this.beta = zeros([dim], { requiresGrad: true });
  }
  forward(x: Tensor): Tensor {
    const mean = x.mean(0, { keepdim: true });
    const variance = x.var(0, { keepdim: true, correction: 0 });
    this.out = x.sub(mean).div(variance.add(this.#eps).sqrt()).mul(this.gamma).add(this.beta);
    return this.out;
  }
  parameters(): Tensor[] {
    return [this.gamma, this.beta];
  }
}

export class Tanh implements Layer {
  out: Tensor | null = null;
  forward(x: Tensor): Tensor {
    this.out = x.tanh();
    return this.out;
  }
  parameters(): Tensor[] {
    return [];
  }
}

export function buildNetwork(config: NetworkConfig, generator: Generator): Layer[] {
  const hidden = new Linear(config.blockSize * config.nEmbd, config.nHidden, { generator });
  const output = new Linear(config.nHidden, config.vocabSize, { generator });
  return [hidden, new Tanh(), new BatchNorm1d(config.nHidden), output];
}
