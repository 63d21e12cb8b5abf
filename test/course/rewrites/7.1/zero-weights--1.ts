// MISTAKE: all weights start at zero: nothing breaks the symmetry and nothing flows.
import { F, noGrad, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

class Linear implements Layer {
  out: Tensor | null = null;
  readonly params: readonly [Tensor, Tensor];
  constructor(shape: [number, number]) {
    this.params = [zeros(shape, { requiresGrad: true }), zeros([shape[1]], { requiresGrad: true })];
  }
  forward(x: Tensor): Tensor {
    const [w, b] = this.params;
    this.out = x.matmul(w).add(b);
    return this.out;
  }
  parameters(): Tensor[] {
    return [...this.params];
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
  const stack: Layer[] = [];
  let n = config.blockSize * config.nEmbd;
  let left = config.hiddenLayers;
  while (left-- > 0) {
    stack.push(new Linear([n, config.nHidden]));
    stack.push(new Tanh());
    n = config.nHidden;
  }
  stack.push(new Linear([n, config.vocabSize]));
  return stack;
}

export function trainStep(layers: Layer[], C: Tensor, X: number[][], Y: number[], learningRate: number): number {
  let x = C.index(X).view([X.length, -1]);
  for (let i = 0; i < layers.length; i++) x = layers[i]!.forward(x);
  const loss = F.crossEntropy(x, Y);
  const tensors = [C];
  for (let i = 0; i < layers.length; i++) tensors.push(...layers[i]!.parameters());
  for (let i = 0; i < tensors.length; i++) tensors[i]!.grad = null;
  loss.backward();
  noGrad(() => {
    for (let i = 0; i < tensors.length; i++) tensors[i]!.sub_(tensors[i]!.grad!.mul(learningRate));
  });
  return loss.item();
}
