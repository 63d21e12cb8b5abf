import { ones, randn, zeros, type Generator, type NetworkConfig, type ParametersBN, type Tensor } from '#torch';

const EPS = 1e-5;

class Network implements ParametersBN {
  C: Tensor;
  W1: Tensor;
  b1: Tensor;
  W2: Tensor;
  b2: Tensor;
  bnGain: Tensor;
  bnBias: Tensor;

  constructor(config: NetworkConfig, g: Generator) {
    const fanIn = config.blockSize * config.nEmbd;
    this.C = randn([config.vocabSize, config.nEmbd], { generator: g });
    this.W1 = randn([fanIn, config.nHidden], { generator: g }).mul(5 / 3 / fanIn ** 0.5);
    this.b1 = randn([config.nHidden], { generator: g }).mul(0);
    this.W2 = randn([config.nHidden, config.vocabSize], { generator: g }).mul(0.01);
    this.b2 = randn([config.vocabSize], { generator: g }).mul(0);
    this.bnGain = ones([1, config.nHidden]);
    this.bnBias = zeros([1, config.nHidden]);
    for (const p of this.parameters()) p.requiresGrad = true;
  }

  parameters(): Tensor[] {
    return [this.C, this.W1, this.b1, this.W2, this.b2, this.bnGain, this.bnBias];
  }
}

export const initBatchNorm = (config: NetworkConfig, generator: Generator): Network => new Network(config, generator);

export function forwardBatchNorm(p: ParametersBN, X: number[][]) {
  const emb = p.C.index(X);
  const hPreact = emb.view([emb.shape[0]!, -1]).matmul(p.W1).add(p.b1);
  const std = hPreact.var(0, { keepdim: true, correction: 0 }).add(EPS).sqrt();
  const hPreactBn = p.bnGain
    .mul(hPreact.sub(hPreact.mean(0, { keepdim: true })))
    .div(std)
    .add(p.bnBias);
  const h = hPreactBn.tanh();
  const logits = h.matmul(p.W2).add(p.b2);
  return { hPreact, hPreactBn, h, logits };
}
