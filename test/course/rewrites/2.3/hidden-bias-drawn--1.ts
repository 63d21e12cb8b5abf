import { randn, tensor, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

const scaled = (shape: number[], by: number, generator: Generator): Tensor => {
  const t = randn(shape, { generator });
  for (const i of t.data.keys()) t.data[i] = (t.data[i] ?? 0) * by;
  t.requiresGrad = true;
  return t;
};

export function initFixedHidden(config: NetworkConfig, generator: Generator): Parameters {
  const b2 = tensor(Array<number>(config.vocabSize).fill(0), { requiresGrad: true });
  const W2 = scaled([config.nHidden, config.vocabSize], 0.01, generator);
  const b1 = scaled([config.nHidden], 0.1, generator);
  const W1 = scaled([config.blockSize * config.nEmbd, config.nHidden], 0.2, generator);
  return { C: scaled([config.vocabSize, config.nEmbd], 1, generator), W1, b1, W2, b2 };
}
