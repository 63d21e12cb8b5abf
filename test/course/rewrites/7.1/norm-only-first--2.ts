// MISTAKE: batch norm behind the first Linear only; the other weights are raw normals.
import { F, ones, randn, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

abstract class Brick implements Layer {
  out: Tensor | null = null;
  protected readonly own: Tensor[] = [];
  abstract compute(x: Tensor): Tensor;
  forward(x: Tensor): Tensor {
    this.out = this.compute(x);
    return this.out;
  }
  parameters(): Tensor[] {
    return this.own;
  }
}
class Linear extends Brick {
  constructor(weight: Tensor) {
    super();
    weight.requiresGrad = true;
    this.own.push(weight, zeros([weight.shape[1]!], { requiresGrad: true }));
  }
  compute(x: Tensor) {
    return x.matmul(this.own[0]!).add(this.own[1]!);
  }
}
class BatchNorm1d extends Brick {
  constructor(dim: number) {
    super();
    this.own.push(ones([dim], { requiresGrad: true }), zeros([dim], { requiresGrad: true }));
  }
  compute(x: Tensor) {
    const m = x.mean(0);
    const v = x.var(0, { correction: 0 });
    return x.sub(m).div(v.add(1e-5).sqrt()).mul(this.own[0]!).add(this.own[1]!);
  }
}
class Tanh extends Brick {
  compute(x: Tensor) {
    return x.tanh();
  }
}

export function buildDeepNetwork(config: NetworkConfig & { hiddenLayers: number }, generator: Generator): Layer[] {
  const { vocabSize, blockSize, nEmbd, nHidden, hiddenLayers } = config;
  const net: Layer[] = [
    new Linear(randn([blockSize * nEmbd, nHidden], { generator })),
    new BatchNorm1d(nHidden),
    new Tanh(),
  ];
  for (let i = 1; i < hiddenLayers; i++) net.push(new Linear(randn([nHidden, nHidden], { generator })), new Tanh());
  net.push(new Linear(randn([nHidden, vocabSize], { generator }).mul(0.01)));
  return net;
}

export function trainStep(layers: Layer[], C: Tensor, X: number[][], Y: number[], learningRate: number): number {
  let h = C.index(X).view([X.length, C.shape[1]! * X[0]!.length]);
  layers.forEach((l) => {
    h = l.forward(h);
  });
  const loss = F.crossEntropy(h, Y);
  const all = layers.map((l) => l.parameters()).flat();
  all.unshift(C);
  for (const p of all) p.grad = null;
  loss.backward();
  for (const p of all) {
    if (p.grad === null) continue;
    for (let i = 0; i < p.data.length; i++) p.data[i]! -= learningRate * p.grad.data[i]!;
  }
  return loss.item();
}
