import { F, init, noGrad, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

class Dense implements Layer {
  out: Tensor | null = null;
  readonly #w: Tensor;
  readonly #b: Tensor;
  constructor(inputs: number, outputs: number, std: number, generator: Generator) {
    this.#w = init.normal_(zeros([inputs, outputs]), 0, std, { generator });
    this.#w.requiresGrad = true;
    this.#b = zeros([outputs], { requiresGrad: true });
  }
  forward(x: Tensor): Tensor {
    return (this.out = x.matmul(this.#w).add(this.#b));
  }
  parameters(): Tensor[] {
    return [this.#w, this.#b];
  }
}

class Tanh implements Layer {
  out: Tensor | null = null;
  forward(x: Tensor): Tensor {
    return (this.out = x.tanh());
  }
  parameters(): Tensor[] {
    return [];
  }
}

export function buildDeepNetwork(config: NetworkConfig & { hiddenLayers: number }, generator: Generator): Layer[] {
  const layers: Layer[] = [];
  let width = config.blockSize * config.nEmbd;
  for (let i = 0; i < config.hiddenLayers; i++) {
    layers.push(new Dense(width, config.nHidden, 1, generator), new Tanh());
    width = config.nHidden;
  }
  layers.push(new Dense(width, config.vocabSize, 0.01, generator));
  return layers;
}

export function trainStep(layers: Layer[], C: Tensor, X: number[][], Y: number[], learningRate: number): number {
  const all = [C, ...layers.flatMap((l) => l.parameters())];
  const run = () => {
    let x = C.index(X).view([X.length, -1]);
    layers.forEach((layer) => {
      x = layer.forward(x);
    });
    return F.crossEntropy(x, Y);
  };
  const loss = run();
  for (const p of all) p.grad = null;
  loss.backward();
  noGrad(() => {
    for (const p of all) if (p.grad) p.sub_(p.grad.mul(learningRate));
  });
  return loss.item();
}
