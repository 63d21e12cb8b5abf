import { ones, randn, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

export class Linear implements Layer {
  weight: Tensor;
  bias: Tensor | null;
  out: Tensor | null = null;
  constructor(fanIn: number, fanOut: number, options: { bias?: boolean; generator: Generator }) {
    this.weight = randn([fanIn, fanOut], { generator: options.generator }).div(Math.sqrt(fanIn));
    this.weight.requiresGrad = true;
    this.bias = (options.bias ?? true) ? zeros([fanOut], { requiresGrad: true }) : null;
  }
  forward(x: Tensor): Tensor {
    const product = x.matmul(this.weight);
    if (this.bias) return product.add(this.bias);
    return product;
  }
  parameters(): Tensor[] {
    return [this.weight, this.bias].filter((t) => t !== null);
  }
}

export class BatchNorm1d implements Layer {
  gamma: Tensor;
  beta: Tensor;
  out: Tensor | null = null;
  readonly eps: number;
  constructor(dim: number, eps = 1e-5) {
    this.eps = eps;
    this.gamma = ones([dim], { requiresGrad: true });
    this.beta = zeros([dim], { requiresGrad: true });
  }
  forward(x: Tensor): Tensor {
    const centred = x.sub(x.mean(0));
    const std = centred.square().mean(0).add(this.eps).sqrt();
    return centred.div(std).mul(this.gamma).add(this.beta);
  }
  parameters(): Tensor[] {
    return [this.gamma, this.beta];
  }
}

export class Tanh implements Layer {
  out: Tensor | null = null;
  forward(x: Tensor): Tensor {
    return x.tanh();
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
