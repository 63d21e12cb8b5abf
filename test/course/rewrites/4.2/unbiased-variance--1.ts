import { ones, randn, zeros, type Generator, type NetworkConfig, type ParametersBN } from '#torch';

export function initBatchNorm(c: NetworkConfig, generator: Generator): ParametersBN {
  const inputs = c.blockSize * c.nEmbd;
  const p: ParametersBN = {
    bnGain: ones([1, c.nHidden]),
    bnBias: zeros([1, c.nHidden]),
    b1: zeros([c.nHidden]),
    b2: zeros([c.vocabSize]),
    C: randn([c.vocabSize, c.nEmbd], { generator }),
    W2: randn([c.nHidden, c.vocabSize], { generator }).div_(100),
    W1: randn([inputs, c.nHidden], { generator })
      .mul_(5 / 3)
      .div_(Math.sqrt(inputs)),
  };
  Object.values(p).forEach((t) => (t.requiresGrad = true));
  return p;
}

export function forwardBatchNorm(p: ParametersBN, X: number[][]) {
  const n = X.length;
  const hPreact = p.b1.add(p.C.index(X).reshape([n, -1]).matmul(p.W1));
  const centred = hPreact.sub(hPreact.sum(0).div(n));
  const variance = centred
    .square()
    .sum(0)
    .div(n - 1);
  const hPreactBn = centred.mul(variance.add(1e-5).pow(-0.5)).mul(p.bnGain).add(p.bnBias);
  const h = hPreactBn.tanh();
  return { hPreact, hPreactBn, h, logits: p.b2.add(h.matmul(p.W2)) };
}
