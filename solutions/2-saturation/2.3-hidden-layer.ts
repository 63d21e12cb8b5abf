import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

/** As `initFixedOutput`, but with a hidden layer that does not saturate its tanh: W1 ~ N(0, 0.2^2) and b1 = 0. */
export function initFixedHidden(config: NetworkConfig, generator: Generator): Parameters {
  const { vocabSize, blockSize, nEmbd, nHidden } = config;
  const parameters = {
    C: randn([vocabSize, nEmbd], { generator }), // (V, E)
    W1: randn([blockSize * nEmbd, nHidden], { generator }).mul(0.2), // (B * E, H)
    b1: zeros([nHidden]), // (H)
    W2: randn([nHidden, vocabSize], { generator }).mul(0.01), // (H, V)
    b2: zeros([vocabSize]), // (V)
  };
  for (const parameter of Object.values(parameters)) parameter.requiresGrad = true;
  return parameters;
}
