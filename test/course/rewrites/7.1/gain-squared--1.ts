// MISTAKE: the gain is applied twice (25/9).
import { F, init, noGrad, normal, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

const gain = init.calculateGain('tanh');

class TanhLayer implements Layer {
  out: Tensor | null = null;
  forward(x: Tensor): Tensor {
    return (this.out = x.tanh());
  }
  parameters(): Tensor[] {
    return [];
  }
}
class Dense implements Layer {
  out: Tensor | null = null;
  private readonly W: Tensor;
  private readonly b: Tensor;
  constructor(W: Tensor, b: Tensor) {
    this.W = W;
    this.b = b;
  }
  static of(i: number, o: number, std: number, generator: Generator) {
    return new Dense(normal(0, std, [i, o], { generator, requiresGrad: true }), zeros([o], { requiresGrad: true }));
  }
  forward(x: Tensor): Tensor {
    return (this.out = x.matmul(this.W).add(this.b));
  }
  parameters(): Tensor[] {
    return [this.W, this.b];
  }
}

export function buildDeepNetwork(
  { vocabSize, blockSize, nEmbd, nHidden, hiddenLayers }: NetworkConfig & { hiddenLayers: number },
  generator: Generator,
): Layer[] {
  const layers: Layer[] = [];
  for (let depth = 0, fan = blockSize * nEmbd; depth < hiddenLayers; depth++, fan = nHidden) {
    layers.push(Dense.of(fan, nHidden, (gain * gain) / Math.sqrt(fan), generator));
    layers.push(new TanhLayer());
  }
  layers.push(Dense.of(nHidden, vocabSize, 0.01, generator));
  return layers;
}

export function trainStep(layers: Layer[], C: Tensor, X: number[][], Y: number[], lr: number): number {
  const x0 = C.index(X).view([X.length, -1]);
  const out = layers.reduce((x, layer) => layer.forward(x), x0);
  const loss = F.crossEntropy(out, Y);
  const params = new Set([C, ...layers.flatMap((layer) => layer.parameters())]);
  params.forEach((p) => {
    p.grad = null;
  });
  loss.backward();
  noGrad(() => {
    params.forEach((p) => {
      if (p.grad !== null) p.sub_(p.grad.mul(lr));
    });
  });
  return loss.item();
}
