import { randn, type Generator, type NetworkConfig, type Parameters } from '#torch';

/** The network as most people would first write it: every parameter, biases too, drawn from N(0, 1). */
export function initNaive(config: NetworkConfig, generator: Generator): Parameters {
  const { vocabSize, blockSize, nEmbd, nHidden } = config;
  const options = { generator, requiresGrad: true };
  return {
    C: randn([vocabSize, nEmbd], options), // (V, E)
    W1: randn([blockSize * nEmbd, nHidden], options), // (B * E, H)
    b1: randn([nHidden], options), // (H)
    W2: randn([nHidden, vocabSize], options), // (H, V)
    b2: randn([vocabSize], options), // (V)
  };
}

/** How many numbers the network learns. */
export function countParameters(p: Parameters): number {
  return [p.C, p.W1, p.b1, p.W2, p.b2].reduce((total, parameter) => total + parameter.numel(), 0);
}
