import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

class KaimingNet implements Parameters {
  readonly C;
  readonly W1;
  readonly b1;
  readonly W2;
  readonly b2;
  constructor(config: NetworkConfig, generator: Generator) {
    const inputs = config.blockSize * config.nEmbd;
    this.W2 = randn([config.nHidden, config.vocabSize], { generator }).mul_(0.01);
    this.W1 = randn([inputs, config.nHidden], { generator }).mul_(Math.sqrt(2 / inputs));
    this.C = randn([config.vocabSize, config.nEmbd], { generator });
    this.b1 = zeros([config.nHidden]);
    this.b2 = zeros([config.vocabSize]);
    for (const t of [this.C, this.W1, this.b1, this.W2, this.b2]) t.requiresGrad = true;
  }
}

export const initKaiming = (config: NetworkConfig, generator: Generator): Parameters => {
  const { C, W1, b1, W2, b2 } = new KaimingNet(config, generator);
  return { C, W1, b1, W2, b2 };
};
