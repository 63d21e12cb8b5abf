/** Random networks of the reference's kind: sizes by fast-check, weights by a generator, exact in float32. */
import fc from 'fast-check';
import type { Activation } from '../../../src/reference/activations.js';
import type { BatchNorm, Layer, Network } from '../../../src/reference/network.js';
import { fromTensor, type Matrix } from '../../../src/reference/matrix.js';
import { Generator } from '../../../src/torch/generator.js';
import { draws, randomExamples } from '../network-of.js';

/** Every activation that a hidden layer can have. */
export const activationNames = ['linear', 'tanh', 'relu', 'leakyRelu', 'sigmoid', 'gelu'] as const;

/** What determines a network and its batch. */
export interface Configuration {
  readonly seed: number;
  readonly vocabSize: number;
  readonly blockSize: number;
  readonly nEmbd: number;
  readonly rows: number;
  /** Of the weights' standard deviation gain / sqrt(fanIn). */
  readonly gain: number;
  readonly eps: number;
  readonly hidden: readonly {
    readonly width: number;
    readonly activation: Activation;
    readonly hasBias: boolean;
    /** The correction of the batch norm's variance; null for none. */
    readonly correction: 0 | 1 | null;
  }[];
  readonly outputCorrection: 0 | 1 | null;
  /** The logits' scale: 1, or so large that exp(logits) overflows. */
  readonly outputGain: number;
}

/** A network with the batch it is run on. */
export interface Example {
  readonly network: Network;
  readonly X: readonly (readonly number[])[];
  readonly Y: readonly number[];
}

const correction = fc.constantFrom<0 | 1 | null>(null, 0, 1);

/**
 * Depth 0 to 4, widths 1 to 12, batches of `rows`. Eight rows at least: over fewer, two equal rows leave a feature with nearly
 * no variance, and its batch norm amplifies rounding without end.
 */
export function configurations(rows: { readonly min: number; readonly max: number }): fc.Arbitrary<Configuration> {
  return fc.record({
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    vocabSize: fc.integer({ min: 3, max: 30 }),
    blockSize: fc.integer({ min: 1, max: 4 }),
    nEmbd: fc.integer({ min: 1, max: 6 }),
    rows: fc.integer(rows),
    gain: fc.constantFrom(0.2, 1, 5 / 3),
    eps: fc.constantFrom(1e-5, 1e-3),
    hidden: fc.array(
      fc.record({
        width: fc.integer({ min: 1, max: 12 }),
        activation: fc.constantFrom(...activationNames),
        hasBias: fc.boolean(),
        correction,
      }),
      { maxLength: 4, size: 'max' },
    ),
    outputCorrection: correction,
    outputGain: fc.constantFrom(1, 1, 1, 2000),
  });
}

/** The network of a configuration, and its batch. */
export function build(configuration: Configuration): Example {
  const { vocabSize, blockSize, nEmbd, gain, eps, hidden, outputCorrection, outputGain, rows } = configuration;
  const generator = new Generator(configuration.seed);
  const drawn = (height: number, width: number, factor: number): Matrix =>
    fromTensor(draws(generator, [height, width], factor));
  const norm = (width: number, ofVariance: 0 | 1 | null, factor = 1): BatchNorm | null => {
    if (ofVariance === null) return null;
    const gains = drawn(1, width, 0.3).data.map((value) => Math.fround(factor * (1 + value)));
    return { gain: { rows: 1, cols: width, data: gains }, bias: drawn(1, width, 0.2), eps, correction: ofVariance };
  };
  const embedding = drawn(vocabSize, nEmbd, 1);
  let fanIn = blockSize * nEmbd;
  const layers: Layer[] = [];
  for (const layer of hidden) {
    layers.push({
      weight: drawn(fanIn, layer.width, gain / Math.sqrt(fanIn)),
      bias: layer.hasBias ? drawn(1, layer.width, 0.3) : null,
      batchNorm: norm(layer.width, layer.correction),
      activation: layer.activation,
    });
    fanIn = layer.width;
  }
  layers.push({
    weight: drawn(fanIn, vocabSize, outputGain / Math.sqrt(fanIn)),
    bias: drawn(1, vocabSize, 0.1),
    batchNorm: norm(vocabSize, outputCorrection, outputGain),
    activation: 'linear',
  });
  return {
    network: { embedding, layers },
    ...randomExamples(generator, { vocabSize, blockSize, nEmbd, nHidden: 0 }, rows),
  };
}
