/** A signal on its way through ten layers and a gradient on its way back, from normal inputs: no data has a part in it. */
import type { Activation } from '../../reference/activations.js';
import { type Matrix, transpose } from '../../reference/matrix.js';
import { reference } from '../../reference/reference.js';
import { Generator } from '../../torch/generator.js';
import { startSeeds } from './seeds.js';

/** A stack of layers of one width without biases. */
export interface Stack {
  readonly layers: number;
  readonly width: number;
  /** Of the weights. */
  readonly std: number;
  /** Of the inputs. */
  readonly inputStd: number;
  readonly activation: Extract<Activation, 'tanh' | 'linear'>;
}

/** What one layer measures, in the mean over draws. */
export interface LayerOfStack {
  readonly preactivationVariance: number;
  readonly outputVariance: number;
  /** Share of outputs beyond 0.97 in size. */
  readonly saturated: number;
  /** Root mean square of the gradient at the layer's input, where that at the last output is 1. */
  readonly gradient: number;
}

const ROWS = 32;
const DRAWS = 20;

/** Sends normal inputs through a stack and N(0, 1) gradients back, once for each of twenty seeds. */
export async function measureStack(stack: Stack): Promise<LayerOfStack[]> {
  const draws: LayerOfStack[][] = [];
  for (const seed of startSeeds.slice(0, DRAWS)) draws.push(await measureDraw(stack, new Generator(seed)));
  const mean = (layer: number, figure: keyof LayerOfStack) =>
    draws.reduce((sum, draw) => sum + (draw[layer]?.[figure] ?? NaN), 0) / draws.length;
  return Array.from({ length: stack.layers }, (_, layer) => ({
    preactivationVariance: mean(layer, 'preactivationVariance'),
    outputVariance: mean(layer, 'outputVariance'),
    saturated: mean(layer, 'saturated'),
    gradient: mean(layer, 'gradient'),
  }));
}

async function measureDraw(
  { layers, width, std, inputStd, activation }: Stack,
  generator: Generator,
): Promise<LayerOfStack[]> {
  let x = normal(generator, ROWS, width, inputStd);
  const steps: { weight: Matrix; output: Matrix; figures: Omit<LayerOfStack, 'gradient'> }[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const weight = normal(generator, width, width, std);
    const preactivation = await reference.linear(x, weight, null); // (ROWS, width)
    const output = await reference.activate(activation, preactivation);
    const [into, outOf] = [await reference.statistics(preactivation), await reference.statistics(output)];
    const figures = {
      preactivationVariance: into.std ** 2,
      outputVariance: outOf.std ** 2,
      saturated: outOf.saturated,
    };
    steps.push({ weight, output, figures });
    x = output;
  }
  let gradient = normal(generator, ROWS, width, 1);
  const scale = rootMeanSquare(gradient);
  const back: LayerOfStack[] = [];
  for (const { weight, output, figures } of steps.toReversed()) {
    const slopes = output.data.map((y) => (activation === 'tanh' ? 1 - y * y : 1));
    const before = { ...gradient, data: gradient.data.map((value, index) => value * (slopes[index] ?? NaN)) };
    gradient = await reference.linear(before, transpose(weight), null); // (ROWS, width)
    back.push({ ...figures, gradient: rootMeanSquare(gradient) / scale });
  }
  return back.toReversed();
}

function normal(generator: Generator, rows: number, cols: number, std: number): Matrix {
  const data = new Float32Array(rows * cols);
  generator.normalFill(data);
  return { rows, cols, data: Float64Array.from(data, (value) => value * std) };
}

function rootMeanSquare({ data }: Matrix): number {
  return Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length);
}
