// MISTAKE: std 1/fanIn: the signal dies in the first layers.
import { F, noGrad, randn, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

class Linear implements Layer {
  public weight: Tensor;
  public bias: Tensor;
  public out: Tensor | null = null;
  public constructor(fanIn: number, fanOut: number, generator: Generator) {
    this.weight = randn([fanIn, fanOut], { generator });
    const d = this.weight.data;
    for (let i = 0; i < d.length; i++) d[i] = d[i]! / fanIn;
    this.weight.requiresGrad = true;
    this.bias = zeros([fanOut]);
    this.bias.requiresGrad = true;
  }
  public forward(x: Tensor): Tensor {
    const y = x.matmul(this.weight).add(this.bias);
    this.out = y;
    return y;
  }
  public parameters(): Tensor[] {
    return [this.weight, this.bias];
  }
}
class Tanh implements Layer {
  public out: Tensor | null = null;
  public forward(x: Tensor): Tensor {
    const y = x.tanh();
    this.out = y;
    return y;
  }
  public parameters(): Tensor[] {
    return [];
  }
}

function hidden(count: number, from: number, width: number, generator: Generator): Layer[] {
  if (count === 0) return [];
  return [new Linear(from, width, generator), new Tanh(), ...hidden(count - 1, width, width, generator)];
}

export function buildDeepNetwork(config: NetworkConfig & { hiddenLayers: number }, generator: Generator): Layer[] {
  const body = hidden(config.hiddenLayers, config.nEmbd * config.blockSize, config.nHidden, generator);
  return body.concat(new Linear(config.nHidden, config.vocabSize, generator));
}

function forwardAll(layers: Layer[], C: Tensor, X: number[][]): Tensor {
  let h = C.index(X).view([X.length, -1]);
  for (const l of layers) h = l.forward(h);
  return h;
}

export function trainStep(layers: Layer[], C: Tensor, X: number[][], Y: number[], learningRate: number): number {
  const loss = F.crossEntropy(forwardAll(layers, C, X), Y);
  const everything = [C].concat(...layers.map((l) => l.parameters()));
  everything.forEach((p) => void (p.grad = null));
  loss.backward();
  noGrad(() => everything.map((p) => p.sub_((p.grad ?? zeros(p.shape)).mul(learningRate))));
  return loss.item();
}
