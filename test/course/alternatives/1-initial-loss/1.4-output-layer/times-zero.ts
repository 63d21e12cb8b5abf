import { randn, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

/** The lecture's way: draw everything, then `* 0.01` and `* 0`. */
export function initFixedOutput(config: NetworkConfig, g: Generator): Parameters {
  const fanIn = config.blockSize * config.nEmbd;
  const p: Parameters = {
    C: randn([config.vocabSize, config.nEmbd], { generator: g }),
    W1: randn([fanIn, config.nHidden], { generator: g }),
    b1: randn([config.nHidden], { generator: g }),
    W2: randn([config.nHidden, config.vocabSize], { generator: g }).mul(0.01),
    b2: randn([config.vocabSize], { generator: g }).mul(0),
  };
  const parameters: Tensor[] = [p.C, p.W1, p.b1, p.W2, p.b2];
  parameters.forEach((each) => (each.requiresGrad = true));
  return p;
}
