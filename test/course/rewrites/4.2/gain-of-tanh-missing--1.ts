import { init, ones, randn, zeros, type Generator, type NetworkConfig, type ParametersBN } from '#torch';

export function initBatchNorm(config: NetworkConfig, generator: Generator): ParametersBN {
  const fanIn = config.blockSize * config.nEmbd;
  const W1 = init.normal_(zeros([fanIn, config.nHidden]), 0, 1 / Math.sqrt(fanIn), { generator });
  const C = randn([config.vocabSize, config.nEmbd], { generator });
  const W2 = init.normal_(zeros([config.nHidden, config.vocabSize]), 0, 0.01, { generator });
  const all = {
    C,
    W1,
    b1: zeros([config.nHidden]),
    W2,
    b2: zeros([config.vocabSize]),
    bnGain: ones([1, config.nHidden]),
    bnBias: zeros([1, config.nHidden]),
  };
  for (const t of Object.values(all)) t.requiresGrad = true;
  return all;
}

export function forwardBatchNorm(p: ParametersBN, X: number[][]) {
  const emb = p.C.index(X).view([X.length, -1]);
  const hPreact = emb.matmul(p.W1).add(p.b1);
  const mean = hPreact.mean(0, { keepdim: true });
  const variance = hPreact.var(0, { keepdim: true, correction: 0 });
  const hPreactBn = hPreact.sub(mean).div(variance.add(1e-5).sqrt()).mul(p.bnGain).add(p.bnBias);
  const h = hPreactBn.tanh();
  const logits = h.matmul(p.W2).add(p.b2);
  return { logits, h, hPreactBn, hPreact };
}
