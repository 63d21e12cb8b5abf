import { ones, randn, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

// weight as torch.nn.Linear stores it
export class Linear implements Layer {
  weight: Tensor;
  bias: Tensor | null;
  out: Tensor | null = null;

  constructor(fanIn: number, fanOut: number, { bias = true, generator }: { bias?: boolean; generator: Generator }) {
    this.weight = randn([fanOut, fanIn], { generator }).mul(fanIn ** -0.5);
    this.weight.requiresGrad = true;
    this.bias = bias ? zeros([fanOut], { requiresGrad: true }) : null;
  }

  forward(x: Tensor): Tensor {
    const y = x.matmul(this.weight.t());
    return (this.out = this.bias ? y.add(this.bias) : y);
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
    return (this.out = c.div(c.square().mean(0).add(this.#eps).sqrt()).mul(this.gamma).add(this.beta));
  }

  parameters(): Tensor[] {
    return [this.gamma, this.beta];
  }
}

export class Tanh implements Layer {
  out: Tensor | null = null;
  forward(x: Tensor): Tensor {
    return (this.out = x.tanh());
  }
  parameters(): Tensor[] {
    return [];
  }
}

export function buildNetwork(config: NetworkConfig, generator: Generator): Layer[] {
  const { vocabSize, blockSize, nEmbd, nHidden } = config;
  return [
    new Linear(blockSize * nEmbd, nHidden, { generator }),
    new BatchNorm1d(nHidden),
    new Tanh(),
    new Linear(nHidden, vocabSize, { generator }),
  ];
}
