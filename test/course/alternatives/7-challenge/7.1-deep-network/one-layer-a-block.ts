import { F, noGrad, ones, randn, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

/** Linear, batch norm and tanh in one. */
class Block implements Layer {
  out: Tensor | null = null;
  readonly #weight: Tensor;
  readonly #gamma: Tensor;
  readonly #beta: Tensor;

  constructor(fanIn: number, fanOut: number, generator: Generator) {
    this.#weight = randn([fanIn, fanOut], { generator }).div(Math.sqrt(fanIn));
    this.#weight.requiresGrad = true;
    this.#gamma = ones([fanOut], { requiresGrad: true });
    this.#beta = zeros([fanOut], { requiresGrad: true });
  }

  forward(x: Tensor): Tensor {
    const options = { weight: this.#gamma, bias: this.#beta, training: true };
    this.out = F.batchNorm(x.matmul(this.#weight), null, null, options).tanh();
    return this.out;
  }

  parameters(): Tensor[] {
    return [this.#weight, this.#gamma, this.#beta];
  }
}

class Output implements Layer {
  out: Tensor | null = null;
  weight: Tensor;
  bias: Tensor;

  constructor(fanIn: number, fanOut: number, generator: Generator) {
    this.weight = randn([fanIn, fanOut], { generator }).mul(0.01);
    this.weight.requiresGrad = true;
    this.bias = zeros([fanOut], { requiresGrad: true });
  }

  forward(x: Tensor): Tensor {
    return (this.out = x.matmul(this.weight).add(this.bias));
  }

  parameters(): Tensor[] {
    return [this.weight, this.bias];
  }
}

export function buildDeepNetwork(config: NetworkConfig & { hiddenLayers: number }, generator: Generator): Layer[] {
  const widths = [config.blockSize * config.nEmbd, ...new Array<number>(config.hiddenLayers).fill(config.nHidden)];
  const blocks = widths.slice(1).map((width, i) => new Block(widths[i]!, width, generator));
  return [...blocks, new Output(widths.at(-1)!, config.vocabSize, generator)];
}

export function trainStep(layers: Layer[], C: Tensor, X: number[][], Y: number[], learningRate: number): number {
  const logits = layers.reduce((x, layer) => layer.forward(x), C.index(X).view([X.length, -1]));
  const logProbs = logits.logSoftmax(1);
  const loss = logProbs.mul(F.oneHot(Y, logits.shape[1])).sum().div(-Y.length);
  const parameters = layers.flatMap((layer) => layer.parameters()).concat(C);
  parameters.forEach((p) => (p.grad = null));
  loss.backward();
  noGrad(() => {
    parameters.forEach((p) => {
      if (p.grad) p.add_(p.grad.mul(-learningRate));
    });
  });
  return loss.item();
}
