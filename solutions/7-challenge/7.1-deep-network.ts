import { F, noGrad, ones, randn, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

/** x @ weight, without a bias: the batch norm behind it would subtract any constant again. */
class Linear implements Layer {
  readonly weight: Tensor;
  out: Tensor | null = null;

  constructor(fanIn: number, fanOut: number, gain: number, generator: Generator) {
    this.weight = randn([fanIn, fanOut], { generator }).mul(gain / Math.sqrt(fanIn)); // (fanIn, fanOut)
    this.weight.requiresGrad = true;
  }

  forward(x: Tensor): Tensor {
    this.out = x.matmul(this.weight); // (N, fanIn) @ (fanIn, fanOut) -> (N, fanOut)
    return this.out;
  }

  parameters(): Tensor[] {
    return [this.weight];
  }
}

class BatchNorm1d implements Layer {
  readonly gamma: Tensor;
  readonly beta: Tensor;
  out: Tensor | null = null;

  constructor(dim: number) {
    this.gamma = ones([dim], { requiresGrad: true }); // (D)
    this.beta = zeros([dim], { requiresGrad: true }); // (D)
  }

  forward(x: Tensor): Tensor {
    const mean = x.mean(0); // (D)
    const variance = x.var(0, { correction: 0 }); // (D)
    const normalized = x.sub(mean).div(variance.add(1e-5).sqrt()); // (N, D)
    this.out = normalized.mul(this.gamma).add(this.beta); // (N, D)
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

/** `hiddenLayers` blocks of Linear, BatchNorm1d and Tanh, and an output layer that starts out nearly silent. */
export function buildDeepNetwork(config: NetworkConfig & { hiddenLayers: number }, generator: Generator): Layer[] {
  const { vocabSize, blockSize, nEmbd, nHidden, hiddenLayers } = config;
  const layers: Layer[] = [];
  let fanIn = blockSize * nEmbd;
  for (let block = 0; block < hiddenLayers; block++) {
    layers.push(new Linear(fanIn, nHidden, 5 / 3, generator), new BatchNorm1d(nHidden), new Tanh());
    fanIn = nHidden;
  }
  // A gain of 0.1: logits close to 0, so a loss close to ln(vocabSize), and yet a gradient for all ten blocks.
  layers.push(new Linear(fanIn, vocabSize, 0.1, generator));
  return layers;
}

/** One step of stochastic gradient descent on the batch (X, Y). Returns the loss as it was before the step. */
export function trainStep(layers: Layer[], C: Tensor, X: number[][], Y: number[], learningRate: number): number {
  const parameters = [C, ...layers.flatMap((layer) => layer.parameters())];

  let x = C.index(X).view([X.length, -1]); // (N, B * E)
  for (const layer of layers) x = layer.forward(x); // the last one gives the logits: (N, V)
  const loss = F.crossEntropy(x, Y); // ()

  for (const parameter of parameters) parameter.grad = null; // backward() adds to what is there
  loss.backward();
  noGrad(() => {
    for (const parameter of parameters) {
      if (parameter.grad !== null) parameter.sub_(parameter.grad.mul(learningRate));
    }
  });
  return loss.item();
}
