import { Generator, randn, type NetworkConfig, type Parameters } from '#torch';

export function initNaive(config: NetworkConfig, _generator: Generator): Parameters {
  const g = new Generator().manualSeed(42);
  const draw = (shape: number[]) => randn(shape, { generator: g, requiresGrad: true });
  const W1 = draw([config.nEmbd * config.blockSize, config.nHidden]);
  const W2 = draw([config.nHidden, config.vocabSize]);
  return {
    C: draw([config.vocabSize, config.nEmbd]),
    W1,
    b1: draw([config.nHidden]),
    W2,
    b2: draw([config.vocabSize]),
  };
}

export const countParameters = (p: Parameters): number =>
  [p.C, p.W1, p.b1, p.W2, p.b2].map((t) => t.numel()).reduce((a, b) => a + b);
