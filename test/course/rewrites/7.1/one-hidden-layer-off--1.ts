// MISTAKE: counts the first block twice, so there is one hidden layer too few.
import { F, noGrad, ones, randn, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

class Linear implements Layer {
  out: Tensor | null = null;
  weight: Tensor;
  constructor(i: number, o: number, generator: Generator, k = 1) {
    const w = randn([i, o], { generator });
    w.mul_(k * i ** -0.5);
    w.requiresGrad = true;
    this.weight = w;
  }
  forward(x: Tensor) {
    return (this.out = x.matmul(this.weight));
  }
  parameters() {
    return [this.weight];
  }
}
class BatchNorm1d implements Layer {
  out: Tensor | null = null;
  gamma: Tensor;
  beta: Tensor;
  constructor(d: number) {
    this.gamma = ones([1, d], { requiresGrad: true });
    this.beta = zeros([1, d], { requiresGrad: true });
  }
  forward(x: Tensor) {
    const c = x.sub(x.mean(0, { keepdim: true }));
    return (this.out = c
      .div(c.square().mean(0, { keepdim: true }).add(1e-5).sqrt())
      .mul(this.gamma)
      .add(this.beta));
  }
  parameters() {
    return [this.gamma, this.beta];
  }
}
class Tanh implements Layer {
  out: Tensor | null = null;
  forward(x: Tensor) {
    return (this.out = x.tanh());
  }
  parameters(): Tensor[] {
    return [];
  }
}
const block = (i: number, o: number, g: Generator): Layer[] => [new Linear(i, o, g), new BatchNorm1d(o), new Tanh()];

export function buildDeepNetwork(config: NetworkConfig & { hiddenLayers: number }, generator: Generator): Layer[] {
  const { vocabSize, blockSize, nEmbd, nHidden, hiddenLayers } = config;
  return [
    ...block(blockSize * nEmbd, nHidden, generator),
    ...Array.from({ length: hiddenLayers - 2 }, () => block(nHidden, nHidden, generator)).flat(),
    new Linear(nHidden, vocabSize, generator, 0.1),
  ];
}

export function trainStep(layers: Layer[], C: Tensor, X: number[][], Y: number[], learningRate: number): number {
  const parameters = [C, ...layers.flatMap((layer) => layer.parameters())];
  let x = C.index(X);
  x = x.view([x.shape[0]!, x.shape[1]! * x.shape[2]!]);
  for (const layer of layers) x = layer.forward(x);
  const loss = F.crossEntropy(x, Y);
  for (const p of parameters) p.grad = null;
  loss.backward();
  noGrad(() => {
    for (const p of parameters) p.sub_(p.grad!.mul(learningRate));
  });
  return loss.item();
}
