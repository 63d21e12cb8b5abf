import { tensor, randn, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

class Maker {
  #g: Generator;
  constructor(g: Generator) {
    this.#g = g;
  }
  weight(rows: number, cols: number): Tensor {
    const raw = randn([rows, cols], { generator: this.#g });
    const scaled = Float64Array.from(raw.data, (v) => v / Math.sqrt(rows));
    const w = tensor(scaled).view([rows, cols]).detach();
    w.requiresGrad = true;
    return w;
  }
  plain(...shape: number[]): Tensor {
    return randn(shape, { generator: this.#g, requiresGrad: true });
  }
}

export function initNaive(config: NetworkConfig, generator: Generator): Parameters {
  const m = new Maker(generator);
  return {
    C: m.plain(config.vocabSize, config.nEmbd),
    W1: m.weight(config.blockSize * config.nEmbd, config.nHidden),
    b1: m.plain(config.nHidden),
    W2: m.weight(config.nHidden, config.vocabSize),
    b2: m.plain(config.vocabSize),
  };
}

export function countParameters(p: Parameters): number {
  return Object.values(p).reduce((n: number, t: Tensor) => n + t.numel(), 0);
}
