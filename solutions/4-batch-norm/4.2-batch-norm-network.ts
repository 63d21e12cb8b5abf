import { ones, randn, zeros, type Generator, type NetworkConfig, type ParametersBN, type Tensor } from '#torch';

/** The Kaiming network of 3.2 with a batch norm in front of its tanh: gain 1 and bias 0 change nothing at the start. */
export function initBatchNorm(config: NetworkConfig, generator: Generator): ParametersBN {
  const { vocabSize, blockSize, nEmbd, nHidden } = config;
  const fanIn = blockSize * nEmbd;
  const parameters = {
    C: randn([vocabSize, nEmbd], { generator }), // (V, E)
    W1: randn([fanIn, nHidden], { generator }).mul(5 / 3 / Math.sqrt(fanIn)), // (B * E, H)
    b1: zeros([nHidden]), // (H)
    W2: randn([nHidden, vocabSize], { generator }).mul(0.01), // (H, V)
    b2: zeros([vocabSize]), // (V)
    bnGain: ones([1, nHidden]), // (1, H)
    bnBias: zeros([1, nHidden]), // (1, H)
  };
  for (const parameter of Object.values(parameters)) parameter.requiresGrad = true;
  return parameters;
}

/** The forward pass of 1.3 with batch normalization between the hidden layer and its tanh. */
export function forwardBatchNorm(
  p: ParametersBN,
  X: number[][],
): { hPreact: Tensor; hPreactBn: Tensor; h: Tensor; logits: Tensor } {
  const embcat = p.C.index(X).view([X.length, -1]); // (N, B * E)
  const hPreact = embcat.matmul(p.W1).add(p.b1); // (N, B * E) @ (B * E, H) + (H) -> (N, H)
  const mean = hPreact.mean(0, { keepdim: true }); // (1, H)
  const variance = hPreact.var(0, { keepdim: true, correction: 0 }); // (1, H)
  const normalized = hPreact.sub(mean).div(variance.add(1e-5).sqrt()); // (N, H)
  const hPreactBn = normalized.mul(p.bnGain).add(p.bnBias); // (N, H)
  const h = hPreactBn.tanh(); // (N, H)
  const logits = h.matmul(p.W2).add(p.b2); // (N, H) @ (H, V) + (V) -> (N, V)
  return { hPreact, hPreactBn, h, logits };
}
