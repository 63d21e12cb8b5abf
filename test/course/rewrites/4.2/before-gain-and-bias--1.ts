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
export function forwardBatchNorm(
  p: ParametersBN,
  X: number[][],
): { hPreact: Tensor; hPreactBn: Tensor; h: Tensor; logits: Tensor } {
  const hPreact = p.C.index(X).reshape([X.length, -1]).matmul(p.W1).add(p.b1);
  const c = hPreact.sub(hPreact.mean(0));
  const hPreactBn = c.div(c.pow(2).mean(0).add(1e-5).sqrt());
  const h = hPreactBn.mul(p.bnGain).add(p.bnBias).tanh();
  const logits = h.matmul(p.W2).add(p.b2);
  return { hPreact, hPreactBn, h, logits };
}
