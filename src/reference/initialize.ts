/** Every initialization that the course compares, by name: layers with weights, from one generator. */
import type { Generator } from '../torch/generator.js';
import type { Activation } from './activations.js';
import { orthogonal } from './initializers/orthogonal.js';
import { type Matrix, zeros } from './matrix.js';
import type { Layer, Network } from './network.js';

/** The initializations; `fixup` is its rule for the number of layers in a plain chain (without the paper's scalars and residual branches), `lsuv` needs a batch (see `lsuv`). */
export const initializations = [
  'naive',
  'fixedOutput',
  'adHoc',
  'xavier',
  'kaiming',
  'small',
  'zeros',
  'ones',
  'uniform',
  'orthogonal',
  'fixup',
] as const;

/** An initialization by name. */
export type Initialization = (typeof initializations)[number];

/** Sizes of a network, with what its layers share. */
export interface Architecture {
  readonly vocabSize: number;
  readonly blockSize: number;
  readonly nEmbd: number;
  /** Widths of the hidden layers, in order. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
  /** Batch norm after every hidden linear layer: gain 1, bias 0, eps 1e-5, biased variance. */
  readonly withBatchNorm: boolean;
}

/**
 * Draws C from N(0, 1), then each layer's weight and bias in order.
 *
 * @param gain - of Kaiming and orthogonal hidden weights; 5/3 (tanh's) where not given
 */
export function initialize(
  name: Initialization,
  { vocabSize, blockSize, nEmbd, hidden, activation, withBatchNorm }: Architecture,
  generator: Generator,
  gain = 5 / 3,
): Network {
  const embedding = normal(generator, vocabSize, nEmbd, 1);
  const widths = [blockSize * nEmbd, ...hidden, vocabSize];
  const layers = widths.slice(1).map((fanOut, index): Layer => {
    const isOutput = index === hidden.length;
    const shape = { fanIn: widths[index]!, fanOut, isOutput, hiddenLayers: hidden.length };
    const weight = weightOf(name, shape, generator, gain);
    const bias =
      name === 'naive' || (name === 'fixedOutput' && !isOutput) ? normal(generator, 1, fanOut, 1) : zeros(1, fanOut);
    const batchNorm =
      withBatchNorm && !isOutput
        ? { gain: filled(1, fanOut, 1), bias: zeros(1, fanOut), eps: 1e-5, correction: 0 as const }
        : null;
    return { weight, bias, batchNorm, activation: isOutput ? 'linear' : activation };
  });
  return { embedding, layers };
}

interface Shape {
  readonly fanIn: number;
  readonly fanOut: number;
  readonly isOutput: boolean;
  readonly hiddenLayers: number;
}

function weightOf(name: Initialization, shape: Shape, generator: Generator, gain: number): Matrix {
  const { fanIn, fanOut, isOutput, hiddenLayers } = shape;
  const draw = (std: number) => normal(generator, fanIn, fanOut, std);
  switch (name) {
    case 'naive':
      return draw(1);
    case 'fixedOutput':
      return draw(isOutput ? 0.01 : 1);
    case 'adHoc':
      return draw(isOutput ? 0.01 : 0.2);
    case 'xavier':
      // Glorot and Bengio (2010): variance 2 / (fanIn + fanOut).
      return draw(Math.sqrt(2 / (fanIn + fanOut)));
    case 'kaiming':
      // He et al. (2015): gain / sqrt(fanIn); the output layer small, as in the lecture.
      return draw(isOutput ? 0.01 : gain / Math.sqrt(fanIn));
    case 'small':
      return draw(0.01);
    case 'zeros':
      return zeros(fanIn, fanOut);
    case 'ones':
      return filled(fanIn, fanOut, 1);
    case 'uniform': {
      const data = new Float32Array(fanIn * fanOut);
      generator.uniformFill(data, 0, 1);
      return { rows: fanIn, cols: fanOut, data: Float64Array.from(data) };
    }
    case 'orthogonal':
      return orthogonal(draw(1), isOutput ? 1 : gain);
    case 'fixup':
      // Zhang et al. (2019), rule 2 for branches of m = 2 layers: Kaiming's std times L^(-1 / (2 m - 2)), here L^(-1/2); rule 1: output layer 0.
      // The paper's L counts residual branches; in this plain chain it is the number of hidden layers.
      return isOutput ? zeros(fanIn, fanOut) : draw(Math.SQRT2 / Math.sqrt(fanIn * hiddenLayers));
  }
}

/** Normal draws in the generator's order, float32 as a tensor has them. */
function normal(generator: Generator, rows: number, cols: number, std: number): Matrix {
  const data = new Float32Array(rows * cols);
  generator.normalFill(data);
  return { rows, cols, data: Float64Array.from(data, (value) => Math.fround(value * std)) };
}

function filled(rows: number, cols: number, value: number): Matrix {
  return { rows, cols, data: new Float64Array(rows * cols).fill(value) };
}
