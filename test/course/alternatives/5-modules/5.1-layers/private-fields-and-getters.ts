import { F, noGrad, rand, tensor, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

/** A vector of one value, to be trained. */
const vector = (size: number, value: number): Tensor =>
  tensor(new Float64Array(size).fill(value), { requiresGrad: true });

export class Linear implements Layer {
  #weight: Tensor;
  #bias: Tensor | null;
  #out: Tensor | null = null;

  /** Uniform weights: their std is the bound divided by sqrt(3). */
  constructor(fanIn: number, fanOut: number, { bias = true, generator }: { bias?: boolean; generator: Generator }) {
    const bound = Math.sqrt(3 / fanIn);
    const weight = rand([fanIn, fanOut], { generator, requiresGrad: true });
    noGrad(() => weight.sub_(0.5).mul_(2 * bound));
    this.#weight = weight;
    this.#bias = bias ? vector(fanOut, 0) : null;
  }

  get weight(): Tensor {
    return this.#weight;
  }

  get bias(): Tensor | null {
    return this.#bias;
  }

  get out(): Tensor | null {
    return this.#out;
  }

  forward(x: Tensor): Tensor {
    this.#out = F.linear(x, this.#weight.t(), this.#bias);
    return this.#out;
  }

  parameters(): Tensor[] {
    return this.#bias ? [this.#weight, this.#bias] : [this.#weight];
  }
}

export class BatchNorm1d implements Layer {
  #out: Tensor | null = null;
  readonly gamma: Tensor;
  readonly beta: Tensor;
  readonly #eps: number;

  constructor(dim: number, eps = 1e-5) {
    this.#eps = eps;
    this.gamma = vector(dim, 1);
    this.beta = vector(dim, 0);
  }

  get out(): Tensor | null {
    return this.#out;
  }

  forward(x: Tensor): Tensor {
    const options = { weight: this.gamma, bias: this.beta, training: true, eps: this.#eps };
    this.#out = F.batchNorm(x, null, null, options);
    return this.#out;
  }

  parameters(): Tensor[] {
    return [this.gamma, this.beta];
  }
}

export class Tanh implements Layer {
  #last: Tensor[] = [];

  get out(): Tensor | null {
    return this.#last.at(-1) ?? null;
  }

  forward(x: Tensor): Tensor {
    const y = F.tanh(x);
    this.#last = [y];
    return y;
  }

  parameters(): [] {
    return [];
  }
}

export function buildNetwork(config: NetworkConfig, generator: Generator): Layer[] {
  const layers: Layer[] = [];
  layers.push(new Linear(config.blockSize * config.nEmbd, config.nHidden, { generator }));
  layers.push(new BatchNorm1d(config.nHidden));
  layers.push(new Tanh());
  layers.push(new Linear(config.nHidden, config.vocabSize, { generator }));
  return layers;
}
