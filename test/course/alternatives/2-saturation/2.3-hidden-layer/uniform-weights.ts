import { full, rand, randn, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

/** Uniform in [-sqrt(3) std, sqrt(3) std): the variance of a uniform distribution of width w is w^2 / 12. */
const uniform = (shape: number[], std: number, generator: Generator): Tensor =>
  rand(shape, { generator })
    .sub(0.5)
    .mul(std * Math.sqrt(12));

export function initFixedHidden(config: NetworkConfig, generator: Generator): Parameters {
  const W1 = uniform([config.blockSize * config.nEmbd, config.nHidden], 0.2, generator);
  const W2 = uniform([config.nHidden, config.vocabSize], 0.01, generator);
  const C = randn([config.vocabSize, config.nEmbd], { generator });
  const b1 = full([config.nHidden], 0);
  const b2 = full([config.vocabSize], 0);
  const parameters = { C, W1, b1, W2, b2 };
  for (const name of ['C', 'W1', 'b1', 'W2', 'b2'] as const) parameters[name].requiresGrad = true;
  return parameters;
}
