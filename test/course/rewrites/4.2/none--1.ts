import { ones, randn, zeros, type Generator, type NetworkConfig, type ParametersBN } from '#torch';

export function initBatchNorm(config: NetworkConfig, generator: Generator): ParametersBN {
  const fanIn = config.blockSize * config.nEmbd;
  const p = {
    C: randn([config.vocabSize, config.nEmbd], { generator }),
    W1: randn([fanIn, config.nHidden], { generator }).mul(5 / 3 / Math.sqrt(fanIn)),
    b1: zeros([config.nHidden]),
    W2: randn([config.nHidden, config.vocabSize], { generator }).mul(0.01),
    b2: zeros([config.vocabSize]),
    bnGain: ones([1, config.nHidden]),
    bnBias: zeros([1, config.nHidden]),
  };
  for (const t of Object.values(p)) t.requiresGrad = true;
  return p;
}

export function forwardBatchNorm(p: ParametersBN, X: number[][]) {
  const hPreact = p.C.index(X).view([X.length, -1]).matmul(p.W1).add(p.b1);
  const c = hPreact.sub(hPreact.mean(0));
  const hPreactBn = c.div(c.pow(2).mean(0).add(1e-5).sqrt()).mul(p.bnGain).add(p.bnBias).mul(1.3);
  const h = hPreactBn.tanh();
  return { hPreact, hPreactBn, h, logits: h.matmul(p.W2).add(p.b2) };
}
