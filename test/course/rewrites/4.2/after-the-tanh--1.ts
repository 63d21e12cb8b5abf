import { init, ones, zeros, type Generator, type NetworkConfig, type ParametersBN } from '#torch';

export function initBatchNorm(config: NetworkConfig, generator: Generator): ParametersBN {
  const fanIn = config.blockSize * config.nEmbd;
  const normal = (std: number, shape: number[]) => init.normal_(zeros(shape), 0, std, { generator });
  const p = {
    W2: normal(0.01, [config.nHidden, config.vocabSize]),
    W1: normal(5 / 3 / Math.sqrt(fanIn), [fanIn, config.nHidden]),
    C: normal(1, [config.vocabSize, config.nEmbd]),
    b1: zeros([config.nHidden]),
    b2: zeros([config.vocabSize]),
    bnGain: ones([1, config.nHidden]),
    bnBias: zeros([1, config.nHidden]),
  };
  for (const t of Object.values(p)) t.requiresGrad = true;
  return p;
}

export function forwardBatchNorm(p: ParametersBN, X: number[][]) {
  const hPreact = p.C.index(X).view([X.length, -1]).matmul(p.W1).add(p.b1);
  const squashed = hPreact.tanh();
  const c = squashed.sub(squashed.mean(0));
  const hPreactBn = c.div(c.square().mean(0).add(1e-5).sqrt()).mul(p.bnGain).add(p.bnBias);
  const h = hPreactBn;
  return { hPreact, hPreactBn, h, logits: h.matmul(p.W2).add(p.b2) };
}
