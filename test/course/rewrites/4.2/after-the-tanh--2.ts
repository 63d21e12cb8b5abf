import { init, ones, zeros, type Generator, type Tensor, type NetworkConfig, type ParametersBN } from '#torch';

const requiresGrad = true;
const gaussian = (shape: number[], std: number, generator: Generator): Tensor =>
  init.normal_(zeros(shape, { requiresGrad }), 0, std, { generator });
export function initBatchNorm(c: NetworkConfig, g: Generator): ParametersBN {
  const fanIn = c.blockSize * c.nEmbd;
  return {
    bnGain: ones([1, c.nHidden], { requiresGrad }),
    bnBias: zeros([1, c.nHidden], { requiresGrad }),
    W2: gaussian([c.nHidden, c.vocabSize], 0.01, g),
    b2: zeros([c.vocabSize], { requiresGrad }),
    W1: gaussian([fanIn, c.nHidden], 5 / 3 / Math.sqrt(fanIn), g),
    b1: zeros([c.nHidden], { requiresGrad }),
    C: gaussian([c.vocabSize, c.nEmbd], 1, g),
  };
}
function bn(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  const centred = x.sub(x.mean(0, { keepdim: true }));
  return gamma
    .mul(centred)
    .div(centred.pow(2).mean(0, { keepdim: true }).add(eps).sqrt())
    .add(beta);
}
export function forwardBatchNorm(
  p: ParametersBN,
  X: number[][],
): { hPreact: Tensor; hPreactBn: Tensor; h: Tensor; logits: Tensor } {
  const { C, W1, b1, W2, b2, bnGain, bnBias } = p;
  const hPreact = C.index(X).view([X.length, W1.shape[0]!]).matmul(W1).add(b1);
  const h = hPreact.tanh();
  const hPreactBn = bn(h, bnGain, bnBias);
  return { hPreact, hPreactBn, h, logits: hPreactBn.matmul(W2).add(b2) };
}
