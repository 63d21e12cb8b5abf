import { onesLike, randn, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

/** Draws with requiresGrad at once; what is trained is the scaled tensor, without the history of the product. */
class Drawer {
  readonly #generator: Generator;

  constructor(generator: Generator) {
    this.#generator = generator;
  }

  draw(shape: number[], std: number): Tensor {
    const scaled = randn(shape, { generator: this.#generator, requiresGrad: true }).mul(std).detach();
    scaled.requiresGrad = true;
    return scaled;
  }

  zeros(shape: number[]): Tensor {
    const t = onesLike(this.draw(shape, 1)).zero_();
    t.requiresGrad = true;
    return t;
  }
}

export function initFixedHidden(config: NetworkConfig, generator: Generator): Parameters {
  const drawer = new Drawer(generator);
  return {
    b2: drawer.zeros([config.vocabSize]),
    W2: drawer.draw([config.nHidden, config.vocabSize], 1 / 100),
    b1: drawer.zeros([config.nHidden]),
    W1: drawer.draw([config.blockSize * config.nEmbd, config.nHidden], 1 / 5),
    C: drawer.draw([config.vocabSize, config.nEmbd], 1),
  };
}
