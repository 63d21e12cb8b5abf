import { init, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedHidden(config: NetworkConfig, generator: Generator): Parameters {
  const gaussian = (std: number, shape: number[]) => init.normal_(zeros(shape), 0, std, { generator });
  const W2 = gaussian(0.01, [config.nHidden, config.vocabSize]);
  const W1 = gaussian(1, [config.blockSize * config.nEmbd, config.nHidden]);
  const C = gaussian(1, [config.vocabSize, config.nEmbd]);
  const p = { C, W1, b1: zeros([config.nHidden]), W2, b2: zeros([config.vocabSize]) };
  Object.values(p).map((t) => (t.requiresGrad = true));
  return p;
}
