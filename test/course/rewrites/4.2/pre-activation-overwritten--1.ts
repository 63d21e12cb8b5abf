import { ones, randn, zeros, type Generator, type Tensor, type NetworkConfig, type ParametersBN } from '#torch';

export function initBatchNorm(config: NetworkConfig, generator: Generator): ParametersBN {
  const { vocabSize, blockSize, nEmbd, nHidden } = config;
  const C = randn([vocabSize, nEmbd], { generator });
  const W1 = randn([blockSize * nEmbd, nHidden], { generator }).mul(5 / 3 / Math.sqrt(blockSize * nEmbd));
  const b1 = zeros([nHidden]);
  const W2 = randn([nHidden, vocabSize], { generator }).mul(0.01);
  const b2 = zeros([vocabSize]);
  const bnGain = ones([1, nHidden]);
  const bnBias = zeros([1, nHidden]);
  for (const p of [C, W1, b1, W2, b2, bnGain, bnBias]) p.requiresGrad = true;
  return { C, W1, b1, W2, b2, bnGain, bnBias };
}
export function forwardBatchNorm(
  p: ParametersBN,
  X: number[][],
): { hPreact: Tensor; hPreactBn: Tensor; h: Tensor; logits: Tensor } {
  let hPreact = p.C.index(X).view([X.length, -1]).matmul(p.W1).add(p.b1);
  const m = hPreact.mean(0),
    v = hPreact.var(0, { correction: 0 });
  hPreact = hPreact.sub(m).div(v.add(1e-5).sqrt()).mul(p.bnGain).add(p.bnBias);
  const h = hPreact.tanh();
  return { hPreact, hPreactBn: hPreact, h, logits: h.matmul(p.W2).add(p.b2) };
}
