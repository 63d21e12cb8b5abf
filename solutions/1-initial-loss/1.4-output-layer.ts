import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

/** As `initNaive`, but with an output layer that starts out nearly silent: W2 ~ N(0, 0.01^2) and b2 = 0. */
export function initFixedOutput(config: NetworkConfig, generator: Generator): Parameters {
  const { vocabSize, blockSize, nEmbd, nHidden } = config;
  const parameters = {
    C: randn([vocabSize, nEmbd], { generator }), // (V, E)
    W1: randn([blockSize * nEmbd, nHidden], { generator }), // (B * E, H)
    b1: randn([nHidden], { generator }), // (H)
    // Small, so that all logits are close to 0; not 0, so that h still receives a gradient through it.
    W2: randn([nHidden, vocabSize], { generator }).mul(0.01), // (H, V)
    b2: zeros([vocabSize]), // (V)
  };
  // Last, so that W2 is the scaled tensor itself and not a result computed from a trained one.
  for (const parameter of Object.values(parameters)) parameter.requiresGrad = true;
  return parameters;
}
