import { F, init, ones, zeros, type Generator, type NetworkConfig, type ParametersBN, type Tensor } from '#torch';

export function initBatchNorm(config: NetworkConfig, generator: Generator): ParametersBN {
  const { vocabSize, blockSize, nEmbd, nHidden } = config;
  const requiresGrad = true;
  const bnGain = ones([1, nHidden], { requiresGrad });
  const bnBias = zeros([1, nHidden], { requiresGrad });
  const W2 = init.normal_(zeros([nHidden, vocabSize], { requiresGrad }), 0, 0.01, { generator });
  const W1 = init.kaimingUniform_(zeros([blockSize * nEmbd, nHidden], { requiresGrad }), {
    nonlinearity: 'tanh',
    mode: 'fan_out',
    generator,
  });
  const C = init.normal_(zeros([vocabSize, nEmbd], { requiresGrad }), 0, 1, { generator });
  const [b1, b2] = [zeros([nHidden], { requiresGrad }), zeros([vocabSize], { requiresGrad })];
  return { bnBias, bnGain, b1, b2, C, W1, W2 };
}

export function forwardBatchNorm(
  p: ParametersBN,
  X: number[][],
): Record<'hPreact' | 'hPreactBn' | 'h' | 'logits', Tensor> {
  const embcat = p.C.index(X.flat()).view([X.length, -1]);
  const hPreact = embcat.matmul(p.W1).add(p.b1);
  const hPreactBn = F.batchNorm(hPreact, null, null, { weight: p.bnGain, bias: p.bnBias, training: true });
  const h = F.tanh(hPreactBn);
  const logits = F.linear(h, p.W2.t(), p.b2);
  return { hPreact, hPreactBn, h, logits };
}
