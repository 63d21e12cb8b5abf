import { F, init, ones, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

export class Linear implements Layer {
  weight: Tensor;
  bias: Tensor | null = null;
  out: Tensor | null = null;
  constructor(fanIn: number, fanOut: number, options: { bias?: boolean; generator: Generator }) {
    // The limit of a uniform distribution with std 1/sqrt(fanIn).
    const limit = Math.sqrt(3 / fanIn);
    this.weight = init.uniform_(zeros([fanIn, fanOut]), -limit, limit, { generator: options.generator });
    this.weight.requiresGrad = true;
    if (options.bias !== false) this.bias = zeros([fanOut], { requiresGrad: true });
  }
  forward(x: Tensor): Tensor {
    this.out = F.linear(x, this.weight.t(), this.bias);
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
  private epsilon: number;
  constructor(dim: number, eps = 1e-5) {
    this.epsilon = eps;
    this.gamma = ones([dim], { requiresGrad: true });
    this.beta = zeros([dim], { requiresGrad: true });
  }
  forward(x: Tensor): Tensor {
    const { gamma, beta, epsilon } = this;
    const mean = x.mean(0, { keepdim: true });
    const variance = x.var(0, { keepdim: true, correction: 0 });
    this.out = x.sub(mean).div(variance.add(epsilon).sqrt()).add(beta).mul(gamma);
    return this.out;
  }
  parameters(): Tensor[] {
    return [this.gamma, this.beta];
  }
}

export class Tanh implements Layer {
  out: Tensor | null = null;
  forward(x: Tensor): Tensor {
    this.out = F.tanh(x);
    return this.out;
  }
  parameters(): Tensor[] {
    return [];
  }
}

export const buildNetwork = (
  { vocabSize, blockSize, nEmbd, nHidden }: NetworkConfig,
  generator: Generator,
): Layer[] => [
  new Linear(nEmbd * blockSize, nHidden, { generator }),
  new BatchNorm1d(nHidden),
  new Tanh(),
  new Linear(nHidden, vocabSize, { generator }),
];
