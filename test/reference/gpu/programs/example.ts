/** A network with batch norm and a batch of any size, for the programs that look at the engine and not at the numbers. */
import type { Network } from '../../../../src/reference/network.js';
import { twoLayerNetwork } from '../../../../src/reference/network.js';
import { Generator } from '../../../../src/torch/generator.js';
import { draws, lectureParameters, randomExamples } from '../../network-of.js';

/** An embedding of 4, `nHidden` units with batch norm and tanh, 27 logits. */
export function exampleOf(
  rows: number,
  nHidden: number,
  seed = 20,
): { readonly network: Network; readonly X: readonly (readonly number[])[]; readonly Y: readonly number[] } {
  const generator = new Generator(seed);
  const sizes = { vocabSize: 27, blockSize: 3, nEmbd: 4, nHidden };
  const parameters = lectureParameters(generator, sizes, { W1: 0.5, b1: 0.1, W2: 0.1, b2: 0.1 });
  const norm = { bnGain: draws(generator, [1, nHidden]), bnBias: draws(generator, [1, nHidden]) };
  return { network: twoLayerNetwork({ ...parameters, ...norm }), ...randomExamples(generator, sizes, rows) };
}
