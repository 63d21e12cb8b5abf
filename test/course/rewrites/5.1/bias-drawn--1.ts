import { ones, randn, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

export class Linear implements Layer {
  weight: Tensor;
  bias: Tensor | null;
  out: Tensor | null = null;
  constructor(fanIn: number, fanOut: number, options: { bias?: boolean; generator: Generator }) {
    const { generator } = options;
    const std = 1 / Math.sqrt(fanIn);
    this.weight = randn([fanIn, fanOut], { generator }).mul(std);
    this.weight.requiresGrad = true;
    this.bias = null;
    if (options.bias !== false) {
      this.bias = randn([fanOut], { generator }).mul(0.1);
      this.bias.requiresGrad = true;
    }
  }
  forward(x: Tensor): Tensor {
    const y = x.matmul(this.weight);
    this.out = this.bias ? y.add(this.bias) : y;
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
    const c = x.sub(x.mean(0));
    this.out = this.gamma.mul(c).div(c.square().mean(0).add(this.#eps).sqrt()).add(this.beta);
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

export const buildNetwork = (c: NetworkConfig, generator: Generator): Layer[] => [
  new Linear(c.blockSize * c.nEmbd, c.nHidden, { generator }),
  new BatchNorm1d(c.nHidden),
  new Tanh(),
  new Linear(c.nHidden, c.vocabSize, { generator }),
];
