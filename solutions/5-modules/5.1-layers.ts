import { ones, randn, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

/** y = x @ weight + bias. */
export class Linear implements Layer {
  readonly weight: Tensor;
  readonly bias: Tensor | null;
  out: Tensor | null = null;

  constructor(fanIn: number, fanOut: number, options: { bias?: boolean; generator: Generator }) {
    const { bias = true, generator } = options;
    this.weight = randn([fanIn, fanOut], { generator }).div(Math.sqrt(fanIn)); // (fanIn, fanOut)
    this.weight.requiresGrad = true;
    this.bias = bias ? zeros([fanOut], { requiresGrad: true }) : null; // (fanOut)
  }

  forward(x: Tensor): Tensor {
    const product = x.matmul(this.weight); // (N, fanIn) @ (fanIn, fanOut) -> (N, fanOut)
    this.out = this.bias ? product.add(this.bias) : product; // (N, fanOut)
    return this.out;
  }

  parameters(): Tensor[] {
    return this.bias ? [this.weight, this.bias] : [this.weight];
  }
}

/** Each feature to mean 0 and variance 1 over the batch, then times gamma plus beta. */
export class BatchNorm1d implements Layer {
  readonly gamma: Tensor;
  readonly beta: Tensor;
  out: Tensor | null = null;
  readonly #eps: number;

  constructor(dim: number, eps = 1e-5) {
    this.#eps = eps;
    this.gamma = ones([dim], { requiresGrad: true }); // (D)
    this.beta = zeros([dim], { requiresGrad: true }); // (D)
  }

  forward(x: Tensor): Tensor {
    const mean = x.mean(0); // (D)
    const variance = x.var(0, { correction: 0 }); // (D)
    const normalized = x.sub(mean).div(variance.add(this.#eps).sqrt()); // (N, D)
    this.out = normalized.mul(this.gamma).add(this.beta); // (N, D)
    return this.out;
  }

  parameters(): Tensor[] {
    return [this.gamma, this.beta];
  }
}

/** Squashes every element into (-1, 1). Nothing to learn. */
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

/** The network of 4.2 as a list of layers; it starts after the embedding and takes (N, blockSize * nEmbd). */
export function buildNetwork(config: NetworkConfig, generator: Generator): Layer[] {
  const { vocabSize, blockSize, nEmbd, nHidden } = config;
  return [
    new Linear(blockSize * nEmbd, nHidden, { generator }), // (N, B * E) -> (N, H)
    new BatchNorm1d(nHidden), // (N, H)
    new Tanh(), // (N, H)
    new Linear(nHidden, vocabSize, { generator }), // (N, H) -> (N, V)
  ];
}
