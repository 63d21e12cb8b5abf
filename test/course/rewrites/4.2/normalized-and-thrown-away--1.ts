import { ones, randn, zeros, type Generator, type NetworkConfig, type ParametersBN, type Tensor } from '#torch';

export function initBatchNorm(config: NetworkConfig, generator: Generator): ParametersBN {
  const fanIn = config.blockSize * config.nEmbd;
  const grad = { requiresGrad: true };
  const W1 = randn([fanIn, config.nHidden], { generator }).mul((5 / 3) * fanIn ** -0.5);
  const W2 = randn([config.nHidden, config.vocabSize], { generator }).mul(0.01);
  W1.requiresGrad = true;
  W2.requiresGrad = true;
  return {
    W1,
    W2,
    b1: zeros([config.nHidden], grad),
    b2: zeros([config.vocabSize], grad),
    C: randn([config.vocabSize, config.nEmbd], { generator, ...grad }),
    bnBias: zeros([1, config.nHidden], grad),
    bnGain: ones([1, config.nHidden], grad),
  };
}

const norm = (x: Tensor, g: Tensor, b: Tensor): Tensor => {
  const c = x.sub(x.mean(0));
  return g.mul(c).div(c.mul(c).mean(0).add(1e-5).sqrt()).add(b);
};

export function forwardBatchNorm(p: ParametersBN, X: number[][]) {
  const hPreact = p.C.index(X).view([X.length, -1]).matmul(p.W1).add(p.b1);
  const hPreactBn = norm(hPreact, p.bnGain, p.bnBias);
  const h = hPreact.tanh();
  return { hPreact, hPreactBn, h, logits: h.matmul(p.W2).add(p.b2) };
}
