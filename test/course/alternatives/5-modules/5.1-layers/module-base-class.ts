import { init, ones, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

/** What all layers share: forward is compute, kept. */
abstract class Module implements Layer {
  out: Tensor | null = null;

  protected abstract compute(x: Tensor): Tensor;

  parameters(): Tensor[] {
    return [];
  }

  forward(x: Tensor): Tensor {
    return (this.out = this.compute(x));
  }
}

export class Linear extends Module {
  weight: Tensor;
  bias: Tensor | null = null;

  constructor(fanIn: number, fanOut: number, options: { bias?: boolean; generator: Generator }) {
    super();
    const { generator } = options;
    this.weight = init.normal_(zeros([fanIn, fanOut], { requiresGrad: true }), 0, 1 / Math.sqrt(fanIn), { generator });
    if (options.bias !== false) this.bias = zeros([fanOut], { requiresGrad: true });
  }

  protected override compute(x: Tensor): Tensor {
    const y = x.matmul(this.weight);
    return this.bias === null ? y : this.bias.add(y);
  }

  override parameters(): Tensor[] {
    return [this.weight, this.bias].filter((p) => p !== null);
  }
}

export class BatchNorm1d extends Module {
  gamma: Tensor;
  beta: Tensor;
  eps: number;

  constructor(dim: number, eps = 1e-5) {
    super();
    this.eps = eps;
    this.gamma = ones([dim], { requiresGrad: true });
    this.beta = zeros([dim], { requiresGrad: true });
  }

  protected override compute(x: Tensor): Tensor {
    const centered = x.sub(x.mean(0, { keepdim: true }));
    const variance = centered.pow(2).mean(0, { keepdim: true });
    return centered.div(variance.add(this.eps).sqrt()).mul(this.gamma).add(this.beta);
  }

  override parameters(): Tensor[] {
    return [this.gamma, this.beta];
  }
}

export class Tanh extends Module {
  protected override compute(x: Tensor): Tensor {
    return x.tanh();
  }
}

export const buildNetwork = (c: NetworkConfig, generator: Generator): Layer[] => {
  const output = new Linear(c.nHidden, c.vocabSize, { generator, bias: true });
  const hidden = new Linear(c.blockSize * c.nEmbd, c.nHidden, { generator, bias: true });
  return [hidden, new BatchNorm1d(c.nHidden), new Tanh(), output];
};
