import { ones, randn, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

const trained = (t: Tensor): Tensor => {
  t.requiresGrad = true;
  return t;
};

export class Linear implements Layer {
  weight: Tensor;
  bias: Tensor | null = null;
  out: Tensor | null = null;
  constructor(fanIn: number, fanOut: number, options: { bias?: boolean; generator: Generator }) {
    const w = randn([fanIn, fanOut], { generator: options.generator });
    for (let i = 0; i < w.data.length; i++) w.data[i] = (w.data[i] ?? 0) / fanIn;
    this.weight = trained(w);
    if (options.bias ?? true) this.bias = trained(zeros([fanOut]));
  }
  forward(x: Tensor): Tensor {
    this.out = x.matmul(this.weight);
    if (this.bias) this.out = this.out.add(this.bias);
    return this.out;
  }
  parameters(): Tensor[] {
    const list = [this.weight];
    if (this.bias) list.push(this.bias);
    return list;
  }
}

export class BatchNorm1d implements Layer {
  gamma: Tensor;
  beta: Tensor;
  out: Tensor | null = null;
  #eps: number;
  constructor(dim: number, eps = 1e-5) {
    this.#eps = eps;
    this.gamma = trained(ones([dim]));
    this.beta = trained(zeros([dim]));
  }
  forward(x: Tensor): Tensor {
    const n = x.shape[0] ?? 1;
    const c = x.sub(x.sum(0).div(n));
    const xhat = c.mul(c.mul(c).sum(0).div(n).add(this.#eps).pow(-0.5));
    this.out = xhat.mul(this.gamma).add(this.beta);
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
  const layers: Layer[] = [];
  layers.push(new Linear(config.blockSize * config.nEmbd, config.nHidden, { generator }));
  layers.push(new BatchNorm1d(config.nHidden));
  layers.push(new Tanh());
  layers.push(new Linear(config.nHidden, config.vocabSize, { generator }));
  return layers;
}
