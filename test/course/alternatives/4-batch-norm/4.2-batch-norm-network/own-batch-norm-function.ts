import { cat, noGrad, randn, tensor, type Generator, type NetworkConfig, type ParametersBN, type Tensor } from '#torch';

/** A tensor of one value. */
function filled(shape: number[], value: number): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tensor(new Array<number>(size).fill(value), { requiresGrad: true }).detach().view(shape);
}

export function initBatchNorm(config: NetworkConfig, generator: Generator): ParametersBN {
  const fanIn = config.blockSize * config.nEmbd;
  const C = randn([config.vocabSize, config.nEmbd], { generator });
  const W2 = randn([config.nHidden, config.vocabSize], { generator });
  const W1 = randn([fanIn, config.nHidden], { generator });
  const p: ParametersBN = {
    C,
    W1,
    b1: filled([config.nHidden], 0),
    W2,
    b2: filled([config.vocabSize], 0),
    bnGain: filled([1, config.nHidden], 1),
    bnBias: filled([1, config.nHidden], 0),
  };
  for (const parameter of Object.values<Tensor>({ ...p })) parameter.requiresGrad = true;
  noGrad(() => {
    p.W1.mul_(5).div_(3 * Math.sqrt(fanIn));
    p.W2.mul_(0.01);
  });
  return p;
}

function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps: number): Tensor {
  const n = x.shape[0]!;
  const mean = x.sum(0, { keepdim: true }).mul(1 / n);
  const centered = x.sub(mean);
  const variance = centered.pow(2).mean(0, { keepdim: true });
  return centered.div(variance.add(eps).sqrt()).mul(gamma).add(beta);
}

export function forwardBatchNorm(p: ParametersBN, X: number[][]) {
  const rows = X.map((context) => p.C.index(context).view([1, -1])); // one example at a time
  const hPreact = cat(rows).matmul(p.W1).add(p.b1);
  const hPreactBn = batchNorm(hPreact, p.bnGain, p.bnBias, 1e-5);
  const h = hPreactBn.tanh();
  return { logits: h.matmul(p.W2).add(p.b2), h, hPreactBn, hPreact };
}
