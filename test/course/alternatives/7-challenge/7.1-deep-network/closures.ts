import { F, ones, init, zeros, type Generator, type Layer, type NetworkConfig, type Tensor } from '#torch';

/** A layer is a function of its input and the tensors that it trains. */
function layer(compute: (x: Tensor) => Tensor, ...trained: Tensor[]): Layer {
  const self: Layer = {
    out: null,
    forward(x) {
      self.out = compute(x);
      return self.out;
    },
    parameters: () => trained,
  };
  return self;
}

function linear(fanIn: number, fanOut: number, std: number, generator: Generator): Layer {
  const weight = init.normal_(zeros([fanIn, fanOut], { requiresGrad: true }), 0, std, { generator });
  const bias = zeros([fanOut], { requiresGrad: true });
  return layer((x) => x.matmul(weight).add(bias), weight, bias);
}

function batchNorm(dim: number): Layer {
  const gamma = ones([dim], { requiresGrad: true });
  const beta = zeros([dim], { requiresGrad: true });
  const normalize = (x: Tensor) => {
    const centered = x.sub(x.mean(0));
    return centered.div(centered.square().mean(0).add(1e-5).sqrt());
  };
  return layer((x) => normalize(x).mul(gamma).add(beta), gamma, beta);
}

const tanh = (): Layer => layer((x) => x.tanh());

export function buildDeepNetwork(config: NetworkConfig & { hiddenLayers: number }, generator: Generator): Layer[] {
  const hidden = (fanIn: number) => [
    linear(fanIn, config.nHidden, 5 / 3 / Math.sqrt(fanIn), generator),
    batchNorm(config.nHidden),
    tanh(),
  ];
  const network = hidden(config.blockSize * config.nEmbd);
  while (network.length < 3 * config.hiddenLayers) network.push(...hidden(config.nHidden));
  network.push(linear(config.nHidden, config.vocabSize, 0.01, generator));
  return network;
}

/** The update written into the storage, number by number. */
export function trainStep(layers: Layer[], C: Tensor, X: number[][], Y: number[], learningRate: number): number {
  let x = C.index(X).view([X.length, -1]);
  for (let i = 0; i < layers.length; i++) x = layers[i]!.forward(x);
  const loss = F.crossEntropy(x, Y);
  const trained = [C];
  for (const { parameters } of layers.map((each) => ({ parameters: each.parameters() }))) trained.push(...parameters);
  for (const p of trained) p.grad?.zero_();
  loss.backward();
  for (const p of trained) {
    const grad = p.grad;
    if (grad === null) continue;
    for (let i = 0; i < p.data.length; i++) p.data[i]! -= learningRate * grad.data[i]!;
    p.grad = null;
  }
  return loss.item();
}
