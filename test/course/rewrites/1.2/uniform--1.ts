import { rand, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

export function initNaive(config: NetworkConfig, generator: Generator): Parameters {
  const make = (shape: number[]): Tensor => rand(shape, { generator, requiresGrad: true });
  const inputs = config.blockSize * config.nEmbd;
  const b2 = make([config.vocabSize]);
  const b1 = make([config.nHidden]);
  return {
    C: make([config.vocabSize, config.nEmbd]),
    W1: make([inputs, config.nHidden]),
    b1,
    W2: make([config.nHidden, config.vocabSize]),
    b2,
  };
}

export function countParameters({ C, W1, b1, W2, b2 }: Parameters): number {
  return C.numel() + W1.numel() + b1.numel() + W2.numel() + b2.numel();
}
