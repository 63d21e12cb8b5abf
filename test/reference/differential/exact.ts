/** The exact values of a network (float64), and how far a float32 implementation of it may land from each. */
import { deepNetworkBounds, type LayerValues } from '../../../src/grading/tolerance.js';
import { activations } from '../../../src/reference/activations.js';
import { backward, type BackwardTrace } from '../../../src/reference/backward.js';
import { batchNorm, batchNormBackward } from '../../../src/reference/batch-norm.js';
import { linearBackward } from '../../../src/reference/linear.js';
import { map, type Matrix } from '../../../src/reference/matrix.js';
import type { Example } from './configuration.js';
import type { Layer } from '../../../src/reference/network.js';
import { type Outcome, outcomeOf } from './outcome.js';

/** The truth about an example. */
export interface Exact {
  readonly outcome: Outcome;
  /** By the outcome's names, as many as its values. */
  readonly bounds: ReadonlyMap<string, ArrayLike<number>>;
}

/** The exact values of every layer, forward and backward. */
export function layersOf({ network, X, Y }: Example, trace = backward(network, X, Y)): LayerValues[] {
  return network.layers.map((_, index) => layerValues(network.layers, trace, index));
}

/** Runs the float64 reference and derives every bound. */
export function exact(example: Example): Exact {
  const { network, X, Y } = example;
  const trace = backward(network, X, Y);
  const layers = layersOf(example, trace);
  const [first] = layers;
  if (first === undefined) throw new Error('exact: expected at least one layer, got none');
  const embeddedGradient = linearBackward(first.input, first.weight, first.preactivationGradient).x;
  const bounds = deepNetworkBounds({ X, Y, C: network.embedding, embeddedGradient, layers });
  const named = new Map<string, ArrayLike<number>>([
    ['loss', [bounds.loss]],
    ['embedding gradient', bounds.embedding],
  ]);
  bounds.layers.forEach(({ preactivation, output, outputGradient, weight, bias, bnGain, bnBias }, index) => {
    named.set(`layer ${index}: preactivation`, preactivation);
    named.set(`layer ${index}: output`, output);
    named.set(`layer ${index}: output gradient`, outputGradient);
    named.set(`layer ${index}: weight gradient`, weight);
    named.set(`layer ${index}: bias gradient`, bias);
    if (bnGain) named.set(`layer ${index}: bnGain gradient`, bnGain);
    if (bnBias) named.set(`layer ${index}: bnBias gradient`, bnBias);
  });
  // Where a bound is infinite, what it is multiplied by may be 0: nothing is known of such a value either.
  const known = [...named].map(
    ([name, values]) => [name, Array.from(values, (b) => (Number.isNaN(b) ? Infinity : b))] as const,
  );
  return { outcome: outcomeOf(trace), bounds: new Map(known) };
}

function layerValues(layers: Example['network']['layers'], trace: BackwardTrace, index: number): LayerValues {
  const layer = layers[index];
  const stages = trace.forward.layers[index];
  const outputGradient = trace.layers[index]?.output;
  if (!layer || !stages || !outputGradient) throw new Error(`exact: expected a trace of layer ${index}, got none`);
  return valuesOf(layer, stages.input, stages.preactivation, outputGradient);
}

/** Everything that follows in a layer from its input, its preactivation and the gradient of its output. */
export function valuesOf(layer: Layer, input: Matrix, preactivation: Matrix, outputGradient: Matrix): LayerValues {
  const { weight, bias, activation } = layer;
  const normalized = layer.batchNorm && batchNorm(preactivation, layer.batchNorm);
  const before = normalized?.output ?? preactivation;
  const rule = activations[activation];
  const output = map(before, (x) => rule.value(x));
  const slope = map(before, (x, at) => rule.slope(x, output.data[at] ?? 0));
  const beforeGradient = map(outputGradient, (g, at) => g * (slope.data[at] ?? 0));
  const preactivationGradient =
    layer.batchNorm && normalized
      ? batchNormBackward(preactivation, layer.batchNorm, normalized, beforeGradient).x
      : beforeGradient;
  return {
    ...{ input, weight, bias, preactivation, batchNorm: layer.batchNorm, activation, before, output, slope },
    ...{ outputGradient, beforeGradient, preactivationGradient },
  };
}
