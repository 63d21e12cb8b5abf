/** Networks for the tests of the reference. */
import type { NamedParameters } from '../../src/reference/network.js';
import type { Generator } from '../../src/torch/generator.js';

export interface Sizes {
  readonly vocabSize: number;
  readonly blockSize: number;
  readonly nEmbd: number;
  readonly nHidden: number;
}

/** Float32 normal draws of a shape, times a factor (in float32, as a tensor would be scaled). */
export function draws(generator: Generator, shape: readonly number[], factor = 1) {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  generator.normalFill(data);
  return { shape, data: data.map((value) => value * factor) };
}

/** The lecture's parameters in its order; a factor of 0 stands for zeros that are not drawn. */
export function lectureParameters(
  generator: Generator,
  { vocabSize, blockSize, nEmbd, nHidden }: Sizes,
  factors: { readonly W1: number; readonly b1: number; readonly W2: number; readonly b2: number },
): NamedParameters {
  const of = (shape: readonly number[], factor: number) =>
    factor === 0
      ? { shape, data: new Float32Array(shape.reduce((product, size) => product * size, 1)) }
      : draws(generator, shape, factor);
  return {
    C: draws(generator, [vocabSize, nEmbd]),
    W1: of([blockSize * nEmbd, nHidden], factors.W1),
    b1: of([nHidden], factors.b1),
    W2: of([nHidden, vocabSize], factors.W2),
    b2: of([vocabSize], factors.b2),
  };
}

/** Random contexts and targets. */
export function randomExamples(generator: Generator, { vocabSize, blockSize }: Sizes, count: number) {
  const character = () => generator.randint(0, vocabSize);
  return {
    X: Array.from({ length: count }, () => Array.from({ length: blockSize }, character)),
    Y: Array.from({ length: count }, character),
  };
}
