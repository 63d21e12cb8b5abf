import { init, noGrad, rand, randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export const TANH_GAIN = init.calculateGain('tanh');

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const fanIn = config.blockSize * config.nEmbd;
  const bound = TANH_GAIN * Math.sqrt(3 / fanIn);
  const W1 = rand([fanIn, config.nHidden], { generator, requiresGrad: true });
  noGrad(() => W1.mul_(2 * bound).sub_(bound));
  const W2 = randn([config.nHidden, config.vocabSize], { generator }).div(100);
  W2.requiresGrad = true;
  const b1 = zeros([config.nHidden], { requiresGrad: true });
  const b2 = zeros([config.vocabSize], { requiresGrad: true });
  const C = randn([config.vocabSize, config.nEmbd], { generator, requiresGrad: true });
  return { b1, b2, C, W1, W2 };
}
