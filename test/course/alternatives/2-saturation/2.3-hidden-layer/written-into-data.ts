import { zeros, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

function fillNormal(t: Tensor, std: number, generator: Generator): Tensor {
  for (let i = 0; i < t.data.length; i++) t.data[i] = std * generator.normal();
  return t;
}

export function initFixedHidden(config: NetworkConfig, generator: Generator): Parameters {
  const { vocabSize, blockSize, nEmbd, nHidden } = config;
  const empty = (...shape: number[]) => zeros(shape, { requiresGrad: true });
  const p = {
    C: empty(vocabSize, nEmbd),
    W1: empty(blockSize * nEmbd, nHidden),
    b1: empty(nHidden),
    W2: empty(nHidden, vocabSize),
    b2: empty(vocabSize),
  };
  fillNormal(p.W2, 0.01, generator);
  fillNormal(p.W1, 0.2, generator);
  fillNormal(p.C, 1, generator);
  return p;
}
