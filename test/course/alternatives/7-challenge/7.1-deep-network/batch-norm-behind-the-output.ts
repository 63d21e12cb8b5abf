import { F, noGrad, ones, randn, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

abstract class Module implements Layer {
  out: Tensor | null = null;
  abstract call(x: Tensor): Tensor;
  abstract parameters(): Tensor[];

  forward(x: Tensor): Tensor {
    this.out = this.call(x);
    return this.out;
  }
}

class Linear extends Module {
  weight: Tensor;

  constructor(fanIn: number, fanOut: number, generator: Generator) {
    super();
    this.weight = randn([fanIn, fanOut], { generator }).div(fanIn ** 0.5);
  }

  override call(x: Tensor): Tensor {
    return x.matmul(this.weight);
  }

  override parameters(): Tensor[] {
    return [this.weight];
  }
}

class BatchNorm1d extends Module {
  gamma: Tensor;
  beta: Tensor;

  constructor(dim: number) {
    super();
    this.gamma = ones([dim]);
    this.beta = zeros([dim]);
  }

  override call(x: Tensor): Tensor {
    const mean = x.mean(0, { keepdim: true });
    const variance = x.var(0, { keepdim: true, correction: 0 });
    return x.sub(mean).div(variance.add(1e-5).sqrt()).mul(this.gamma).add(this.beta);
  }

  override parameters(): Tensor[] {
    return [this.gamma, this.beta];
  }
}

class Tanh extends Module {
  override call(x: Tensor): Tensor {
    return x.tanh();
  }

  override parameters(): Tensor[] {
    return [];
  }
}

/** The lecture's: a batch norm behind the last layer too, whose gamma makes it less confident. */
export function buildDeepNetwork(config: NetworkConfig & { hiddenLayers: number }, generator: Generator): Layer[] {
  const { vocabSize, blockSize, nEmbd, nHidden, hiddenLayers } = config;
  const layers: Layer[] = [];
  for (let i = 0; i < hiddenLayers; i++) {
    const fanIn = i === 0 ? nEmbd * blockSize : nHidden;
    layers.push(new Linear(fanIn, nHidden, generator), new BatchNorm1d(nHidden), new Tanh());
  }
  const last = new BatchNorm1d(vocabSize);
  layers.push(new Linear(nHidden, vocabSize, generator), last);
  noGrad(() => {
    last.gamma.mul_(0.1); // make the last layer less confident
    for (const layer of layers) if (layer instanceof Linear) layer.weight.mul_(5 / 3);
  });
  for (const p of parametersOf(layers)) p.requiresGrad = true;
  return layers;
}

function parametersOf(layers: Layer[]): Tensor[] {
  return layers.map((layer) => layer.parameters()).flat();
}

export function trainStep(layers: Layer[], C: Tensor, X: number[][], Y: number[], learningRate: number): number {
  const all = [...parametersOf(layers), C];
  const emb = C.index(X);
  let x = emb.view([emb.shape[0]!, emb.shape[1]! * emb.shape[2]!]);
  for (const layer of layers) {
    x = layer.forward(x);
  }
  const loss = F.crossEntropy(x, Y);
  for (const p of all) {
    p.grad = null;
  }
  loss.backward();
  for (const p of all) {
    noGrad(() => p.sub_(p.grad!.mul(learningRate)));
  }
  return loss.item();
}
