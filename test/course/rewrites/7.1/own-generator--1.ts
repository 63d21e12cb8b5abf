// MISTAKE: each layer draws from a new Generator with the same seed, so all hidden weights are equal.
import { F, Generator, noGrad, ones, randn, zeros, type Layer, type NetworkConfig, type Tensor } from '#torch';

class Linear implements Layer {
  out: Tensor | null = null;
  weight: Tensor;
  bias: Tensor;
  constructor(fanIn: number, fanOut: number, scale: number) {
    const generator = new Generator(42);
    this.weight = randn([fanIn, fanOut], { generator }).mul(scale / Math.sqrt(fanIn));
    this.weight.requiresGrad = true;
    this.bias = zeros([fanOut], { requiresGrad: true });
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
    this.gamma = ones([dim], { requiresGrad: true });
    this.beta = zeros([dim], { requiresGrad: true });
  }
  forward(x: Tensor): Tensor {
    this.out = F.batchNorm(x, null, null, { weight: this.gamma, bias: this.beta, training: true });
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

export function buildDeepNetwork(config: NetworkConfig & { hiddenLayers: number }, _generator: Generator): Layer[] {
  const layers: Layer[] = [];
  for (let i = 0; i < config.hiddenLayers; i++) {
    const fanIn = i ? config.nHidden : config.blockSize * config.nEmbd;
    layers.push(new Linear(fanIn, config.nHidden, 1));
    layers.push(new BatchNorm1d(config.nHidden));
    layers.push(new Tanh());
  }
  layers.push(new Linear(config.nHidden, config.vocabSize, 0.1));
  return layers;
}

export function trainStep(layers: Layer[], C: Tensor, X: number[][], Y: number[], learningRate: number): number {
  let x = C.index(X).view([X.length, -1]);
  for (const l of layers) x = l.forward(x);
  const loss = F.crossEntropy(x, Y);
  const params = [C, ...layers.flatMap((l) => l.parameters())];
  for (const p of params) p.grad = null;
  loss.backward();
  noGrad(() => {
    for (const p of params) p.sub_(p.grad!.mul(learningRate));
  });
  return loss.item();
}
