import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

/** W1 by Kaiming's rule for tanh, N(0, (5/3)^2 / fanIn), whatever the layer's width; the output layer as in 1.4. */
export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const { vocabSize, blockSize, nEmbd, nHidden } = config;
  const fanIn = blockSize * nEmbd; // each hidden neuron sums this many products
  const std = 5 / 3 / Math.sqrt(fanIn);
  const parameters = {
    C: randn([vocabSize, nEmbd], { generator }), // (V, E)
    W1: randn([fanIn, nHidden], { generator }).mul(std), // (B * E, H)
    b1: zeros([nHidden]), // (H)
    W2: randn([nHidden, vocabSize], { generator }).mul(0.01), // (H, V)
    b2: zeros([vocabSize]), // (V)
  };
  for (const parameter of Object.values(parameters)) parameter.requiresGrad = true;
  return parameters;
}
