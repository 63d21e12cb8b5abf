import { F, noGrad, ones, randn, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

const leaf = (t: Tensor): Tensor => {
  t.requiresGrad = true;
  return t;
};

class Linear implements Layer {
  out: Tensor | null = null;
  weight: Tensor;
  bias: Tensor;
  constructor(fanIn: number, fanOut: number, generator: Generator, factor = 1) {
    this.weight = leaf(randn([fanIn, fanOut], { generator }).mul(factor / Math.sqrt(fanIn)));
    this.bias = leaf(zeros([fanOut]));
  }
  forward(x: Tensor): Tensor {
    this.out = x.matmul(this.weight).add(this.bias);
    return this.out;
  }
  parameters(): Tensor[] {
    return [this.weight, this.bias];
  }
}

class BatchNorm1d implements Layer {
  out: Tensor | null = null;
  gamma: Tensor;
  beta: Tensor;
  constructor(dim: number) {
    this.gamma = leaf(ones([dim]));
    this.beta = leaf(zeros([dim]));
  }
  forward(x: Tensor): Tensor {
    const c = x.sub(x.mean(0));
    this.out = c.div(c.square().mean(0).add(1e-5).sqrt()).mul(this.gamma).add(this.beta);
    return this.out;
  }
  parameters(): Tensor[] {
    return [this.gamma, this.beta];
  }
}

class Tanh implements Layer {
  out: Tensor | null = null;
  forward(x: Tensor): Tensor {
    this.out = x.tanh();
    return this.out;
  }
  parameters(): Tensor[] {
    return [];
  }
}

export function buildDeepNetwork(config: NetworkConfig & { hiddenLayers: number }, generator: Generator): Layer[] {
  const { vocabSize, nHidden, hiddenLayers } = config;
  const inputs = config.blockSize * config.nEmbd;
  const output = new Linear(nHidden, vocabSize, generator, 0.1);
  const hidden = Array.from({ length: hiddenLayers }, (_, i): Layer[] => [
    new Linear(i === 0 ? inputs : nHidden, nHidden, generator),
    ...(i === 0 ? [new BatchNorm1d(nHidden)] : []),
    new Tanh(),
  ]);
  return [...hidden.flat(), output];
}

export const trainStep = (layers: Layer[], C: Tensor, X: number[][], Y: number[], learningRate: number): number => {
  const params = new Set([...layers.flatMap((l) => l.parameters()), C]);
  const logits = layers.reduce((x, layer) => layer.forward(x), C.index(X).view([Y.length, -1]));
  const loss = F.crossEntropy(logits, Y);
  const grads = [...params];
  grads.forEach((p) => (p.grad = null));
  loss.backward();
  noGrad(() => {
    for (const p of params) {
      const g = p.grad;
      if (!g) continue;
      for (let i = 0; i < p.data.length; i++) p.data[i] = (p.data[i] ?? 0) - learningRate * (g.data[i] ?? 0);
    }
  });
  return loss.item();
};
