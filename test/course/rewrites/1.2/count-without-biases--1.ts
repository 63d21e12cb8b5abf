import { randn, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initNaive(config: NetworkConfig, generator: Generator): Parameters {
  const opts = { generator, requiresGrad: true };
  return {
    b2: randn([config.vocabSize], opts),
    W2: randn([config.nHidden, config.vocabSize], opts),
    b1: randn([config.nHidden], opts),
    W1: randn([config.blockSize * config.nEmbd, config.nHidden], opts),
    C: randn([config.vocabSize, config.nEmbd], opts),
  };
}

export function countParameters(p: Parameters): number {
  let sum = 0;
  for (const t of Object.values(p)) {
    const [rows, cols] = t.shape;
    if (rows !== undefined && cols !== undefined) sum += rows * cols;
  }
  return sum;
}
