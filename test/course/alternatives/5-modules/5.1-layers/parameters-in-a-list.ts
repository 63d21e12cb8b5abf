import { full, randn, type Generator, type NetworkConfig, type Tensor } from '#torch';

interface LinearOptions {
  bias?: boolean;
  generator: Generator;
}

/** The trained tensors live in one list; the names are views of it. */
export class Linear {
  out: Tensor | null = null;
  readonly trained: Tensor[];

  constructor(fanIn: number, fanOut: number, options: LinearOptions) {
    const hasBias = options.bias ?? true;
    const weight = randn([fanIn, fanOut], { generator: options.generator }).mul(fanIn ** -0.5);
    this.trained = hasBias ? [weight, full([fanOut], 0)] : [weight];
    this.trained.forEach((p) => {
      p.requiresGrad = true;
    });
  }

  get weight(): Tensor {
    return this.trained[0]!;
  }

  get bias(): Tensor | null {
    return this.trained[1] ?? null;
  }

  forward(x: Tensor): Tensor {
    let y = x.matmul(this.weight);
    if (this.bias) y = y.add(this.bias);
    this.out = y;
    return y;
  }

  parameters(): Tensor[] {
    return [...this.trained];
  }
}

export class BatchNorm1d {
  out: Tensor | null = null;
  gamma: Tensor;
  beta: Tensor;
  epsilon: number;

  constructor(dim: number, eps: number = 0.00001) {
    this.epsilon = eps;
    this.gamma = full([dim], 1, { requiresGrad: true });
    this.beta = full([dim], 0, { requiresGrad: true });
  }

  forward(x: Tensor): Tensor {
    const n = x.shape[0]!;
    const mean = x.sum(0).div(n);
    const variance = x.var(0).mul((n - 1) / n); // from divided by n - 1 to divided by n
    const inverse = variance.add(this.epsilon).pow(-0.5);
    this.out = x.sub(mean).mul(inverse).mul(this.gamma).add(this.beta);
    return this.out;
  }

  parameters(): Tensor[] {
    return Array.of(this.gamma, this.beta);
  }
}

export class Tanh {
  out: Tensor | null;

  constructor() {
    this.out = null;
  }

  /** tanh(x) = 2 sigmoid(2x) - 1 */
  forward(x: Tensor): Tensor {
    this.out = x.mul(2).sigmoid().mul(2).sub(1);
    return this.out;
  }

  parameters(): Tensor[] {
    return [];
  }
}

export function buildNetwork(config: NetworkConfig, generator: Generator) {
  const sizes = [config.blockSize * config.nEmbd, config.nHidden, config.vocabSize];
  const [first, second] = [0, 1].map((i) => new Linear(sizes[i]!, sizes[i + 1]!, { generator }));
  return [first!, new BatchNorm1d(config.nHidden), new Tanh(), second!];
}
