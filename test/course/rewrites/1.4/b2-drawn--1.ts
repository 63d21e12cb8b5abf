import { randn, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

// both halves of the output layer get the same treatment, at a tenth
const shrink = (t: Tensor, s: number): Tensor => {
  for (let i = 0; i < t.data.length; i++) t.data[i] = (t.data[i] ?? 0) * s;
  return t;
};

export function initFixedOutput(config: NetworkConfig, generator: Generator): Parameters {
  const draw = (...shape: number[]) => randn(shape, { generator, requiresGrad: true });
  const W2 = shrink(draw(config.nHidden, config.vocabSize), 0.01);
  const b2 = shrink(draw(config.vocabSize), 0.1);
  return {
    W2,
    b2,
    C: draw(config.vocabSize, config.nEmbd),
    W1: draw(config.blockSize * config.nEmbd, config.nHidden),
    b1: draw(config.nHidden),
  };
}
