/**
 * Stage by stage: each layer of an implementation beside the exact result of what the implementation itself gave to it. Rounding
 * cannot pile up between layers, so the bounds stay a few units in the last place at any depth.
 */
import { crossEntropyBound, layerBounds, scatterBound, softmaxBound } from '../../../src/grading/tolerance.js';
import { batchNorm, batchNormBackward } from '../../../src/reference/batch-norm.js';
import { crossEntropy, crossEntropyBackward } from '../../../src/reference/cross-entropy.js';
import { embed, embedBackward } from '../../../src/reference/embedding.js';
import { linear, linearBackward } from '../../../src/reference/linear.js';
import type { Matrix } from '../../../src/reference/matrix.js';
import type { Example } from './configuration.js';
import { type Exact, valuesOf } from './exact.js';
import type { Outcome } from './outcome.js';

/** What each value should be, given the implementation's own values before it. */
export function staged({ network, X, Y }: Example, own: Outcome): Exact {
  const expected = new Map<string, ArrayLike<number>>();
  const bounds = new Map<string, ArrayLike<number>>();
  const hold = (name: string, values: ArrayLike<number>, bound: ArrayLike<number>) => {
    expected.set(name, values);
    bounds.set(name, bound);
  };
  const read = (name: string, cols: number) => readMatrix(own, name, X.length, cols);

  let input = embed(network.embedding, X);
  network.layers.forEach((layer, index) => {
    const { weight, bias } = layer;
    const preactivation = read(`layer ${index}: preactivation`, weight.cols);
    const values = valuesOf(layer, input, preactivation, read(`layer ${index}: output gradient`, weight.cols));
    const bound = layerBounds(values);
    const back = linearBackward(input, weight, values.preactivationGradient);
    hold(`layer ${index}: preactivation`, linear(input, weight, bias).data, bound.preactivation);
    hold(`layer ${index}: output`, values.output.data, bound.output);
    hold(`layer ${index}: weight gradient`, back.weight.data, bound.weight);
    if (bias) hold(`layer ${index}: bias gradient`, back.bias.data, bound.bias);
    if (layer.batchNorm) {
      const normalized = batchNorm(preactivation, layer.batchNorm);
      const { gain, bias: shift } = batchNormBackward(
        preactivation,
        layer.batchNorm,
        normalized,
        values.beforeGradient,
      );
      hold(`layer ${index}: bnGain gradient`, gain.data, bound.bnGain ?? []);
      hold(`layer ${index}: bnBias gradient`, shift.data, bound.bnBias ?? []);
    }
    if (index > 0) hold(`layer ${index - 1}: output gradient`, back.x.data, bound.input);
    else {
      const gradient = embedBackward(network.embedding, X, back.x);
      hold('embedding gradient', gradient.data, scatterBound({ X, C: network.embedding }, back.x, bound.input));
    }
    input = read(`layer ${index}: output`, weight.cols);
  });
  const logitsGradient = crossEntropyBackward(input, Y);
  const noError = new Float64Array(input.data.length);
  hold('loss', [crossEntropy(input, Y)], [crossEntropyBound(input)]);
  hold(
    `layer ${network.layers.length - 1}: output gradient`,
    logitsGradient.data,
    softmaxBound({ logits: input, logitsGradient, Y }, noError),
  );
  return { outcome: expected, bounds };
}

/** The gradient with respect to the embeddings side by side, [N, B * E], that follows from an implementation's first layer. */
export function embeddedGradient({ network, X }: Example, own: Outcome): Matrix {
  const [layer] = network.layers;
  if (layer === undefined) throw new Error('embeddedGradient: expected at least one layer, got none');
  const read = (name: string) => readMatrix(own, `layer 0: ${name}`, X.length, layer.weight.cols);
  const input = embed(network.embedding, X);
  const { preactivationGradient } = valuesOf(layer, input, read('preactivation'), read('output gradient'));
  return linearBackward(input, layer.weight, preactivationGradient).x;
}

function readMatrix(own: Outcome, name: string, rows: number, cols: number): Matrix {
  const data = Float64Array.from(own.get(name) ?? []);
  if (data.length !== rows * cols) {
    throw new Error(`staged: expected ${rows * cols} values of ${name}, got ${data.length}`);
  }
  return { rows, cols, data };
}
