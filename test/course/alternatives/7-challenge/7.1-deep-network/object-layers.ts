// RIGHT: layers are plain objects; batch norm before the tanh, no biases, orthogonal weights; the data is updated by hand.
import { F, init, ones, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

const learn = (t: Tensor) => {
  t.requiresGrad = true;
  return t;
};

function layer(f: (x: Tensor) => Tensor, ...params: Tensor[]): Layer {
  return {
    out: null,
    forward(x) {
      this.out = f(x);
      return this.out;
    },
    parameters: () => params,
  };
}

export function buildDeepNetwork(c: NetworkConfig & { hiddenLayers: number }, generator: Generator): Layer[] {
  const block = (_: unknown, k: number): Layer[] => {
    const w = learn(init.orthogonal_(zeros([k === 0 ? c.blockSize * c.nEmbd : c.nHidden, c.nHidden]), { generator }));
    const gamma = learn(ones([c.nHidden]));
    const beta = learn(zeros([c.nHidden]));
    return [
      layer((x) => x.matmul(w), w),
      layer((x) => F.batchNorm(x, null, null, { weight: gamma, bias: beta, training: true }), gamma, beta),
      layer((x) => x.tanh()),
    ];
  };
  const W = learn(init.normal_(zeros([c.nHidden, c.vocabSize]), 0, 0.1 / Math.sqrt(c.nHidden), { generator }));
  const b = learn(zeros([c.vocabSize]));
  return [...Array.from({ length: c.hiddenLayers }, block).flat(), layer((x) => x.matmul(W).add(b), W, b)];
}

export function trainStep(layers: Layer[], C: Tensor, X: number[][], Y: number[], learningRate: number): number {
  const params = [C];
  for (const l of layers) params.push(...l.parameters());
  for (const p of params) p.grad = null;
  let h = C.index(X).view([X.length, -1]);
  for (const l of layers) h = l.forward(h);
  const loss = F.crossEntropy(h, Y);
  loss.backward();
  for (const p of params) {
    const g = p.grad;
    if (g === null) continue;
    for (let i = 0; i < p.data.length; i++) p.data[i] = p.data[i]! - learningRate * g.data[i]!;
  }
  return loss.item();
}
