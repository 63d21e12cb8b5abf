import { rand, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

/** Box and Muller: two uniform numbers make one normal. */
function boxMuller(shape: number[], generator: Generator): Tensor {
  const u = rand(shape, { generator });
  const v = rand(shape, { generator });
  for (let i = 0; i < u.numel(); i++) {
    const radius = Math.sqrt(-2 * Math.log(1 - u.data[i]!));
    u.data[i] = radius * Math.cos(2 * Math.PI * v.data[i]!);
  }
  u.requiresGrad = true;
  return u;
}

export function initNaive(config: NetworkConfig, generator: Generator): Parameters {
  const fanIn = config.blockSize * config.nEmbd;
  const p = {
    W1: boxMuller([fanIn, config.nHidden], generator),
    W2: boxMuller([config.nHidden, config.vocabSize], generator),
    C: boxMuller([config.vocabSize, config.nEmbd], generator),
    b1: boxMuller([config.nHidden], generator),
    b2: boxMuller([config.vocabSize], generator),
  };
  return p;
}

export const countParameters = (p: Parameters): number =>
  Object.values<Tensor>({ ...p })
    .map((t) => t.numel())
    .reduce((a, b) => a + b);
