import { ones, randn, type Generator, type NetworkConfig, type Parameters } from '#torch';
export function initNaive(c: NetworkConfig, generator: Generator): Parameters {
  return {
    C: randn([c.vocabSize, c.nEmbd], { generator, requiresGrad: true }),
    W1: ones([c.blockSize * c.nEmbd, c.nHidden], { requiresGrad: true }),
    b1: randn([c.nHidden], { generator, requiresGrad: true }),
    W2: ones([c.nHidden, c.vocabSize], { requiresGrad: true }),
    b2: randn([c.vocabSize], { generator, requiresGrad: true }),
  };
}
export const countParameters = (p: Parameters) =>
  p.C.numel() + p.W1.numel() + p.b1.numel() + p.W2.numel() + p.b2.numel();
