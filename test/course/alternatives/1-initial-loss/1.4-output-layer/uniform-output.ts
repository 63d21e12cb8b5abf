import { init, normal, rand, zerosLike, tensor, type Generator, type NetworkConfig, type Parameters } from '#torch';

const OUTPUT_STD = 0.01;

/** The output layer from a uniform distribution of the same std: its bound is sqrt(3) times that. */
export function initFixedOutput(
  { vocabSize, blockSize, nEmbd, nHidden }: NetworkConfig,
  generator: Generator,
): Parameters {
  const bound = Math.sqrt(3) * OUTPUT_STD;
  const W2 = init.uniform_(rand([nHidden, vocabSize], { generator, requiresGrad: true }), -bound, bound, { generator });
  const b2 = zerosLike(tensor(new Array<number>(vocabSize).fill(1)), { requiresGrad: true });
  const W1 = normal(0, 1, [blockSize * nEmbd, nHidden], { generator, requiresGrad: true });
  const C = normal(0, 1, [vocabSize, nEmbd], { generator, requiresGrad: true });
  const b1 = normal(0, 1, [nHidden], { generator, requiresGrad: true });
  return { C, W1, b1, W2, b2 };
}
