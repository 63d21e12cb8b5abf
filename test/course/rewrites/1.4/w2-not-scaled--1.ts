import { init, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedOutput(config: NetworkConfig, generator: Generator): Parameters {
  const empty: Parameters = {
    b2: zeros([config.vocabSize]),
    W2: zeros([config.nHidden, config.vocabSize]),
    C: zeros([config.vocabSize, config.nEmbd]),
    b1: zeros([config.nHidden]),
    W1: zeros([config.nEmbd * config.blockSize, config.nHidden]),
  };
  for (const t of [empty.W2, empty.C, empty.W1, empty.b1]) init.normal_(t, 0, 1, { generator });
  for (const t of Object.values(empty)) t.requiresGrad = true;
  return empty;
}
