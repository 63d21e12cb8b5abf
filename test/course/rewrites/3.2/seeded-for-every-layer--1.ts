import { Generator, randn, zeros, type NetworkConfig, type Parameters } from '#torch';

const SEED = 1337;

export function initKaiming(config: NetworkConfig, _generator: Generator): Parameters {
  const layer = (rows: number, cols: number, std: number) => {
    const t = randn([rows, cols], { generator: new Generator(SEED) }).mul(std);
    t.requiresGrad = true;
    return t;
  };
  const fanIn = config.blockSize * config.nEmbd;
  return {
    C: layer(config.vocabSize, config.nEmbd, 1),
    W1: layer(fanIn, config.nHidden, 5 / 3 / Math.sqrt(fanIn)),
    b1: zeros([config.nHidden], { requiresGrad: true }),
    W2: layer(config.nHidden, config.vocabSize, 0.01),
    b2: zeros([config.vocabSize], { requiresGrad: true }),
  };
}
