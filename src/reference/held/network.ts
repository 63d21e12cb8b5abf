/**
 * A forward or backward pass of a backend, stage by stage: each stage beside the exact result of what the backend itself gave to it.
 * If every stage is right to within its own rounding, the network is computed as it should be; and because nothing piles up
 * between layers, the bounds stay a few units in the last place at any depth.
 */
import { type LayerValues, layerBounds } from '../../grading/tolerance/deep-network.js';
import { scatterBound } from '../../grading/tolerance/network-gradient.js';
import { activations } from '../activations.js';
import type { BackwardTrace } from '../backward.js';
import { batchNorm, batchNormBackward } from '../batch-norm.js';
import { type Contexts, embed, embedBackward } from '../embedding.js';
import type { ForwardTrace, LayerTrace } from '../forward.js';
import { linearBackward } from '../linear.js';
import { map, type Matrix } from '../matrix.js';
import type { Layer, Network } from '../network.js';
import type { Hold } from './hold.js';
import {
  holdActivation,
  holdBatchNorm,
  holdLinear,
  holdLoss,
  holdLossBackward,
  ruleInFloat32,
  toFloat32,
} from './operations.js';

/** The network as kernels read it. */
export function networkInFloat32({ embedding, layers }: Network): Network {
  return {
    embedding: toFloat32(embedding),
    layers: layers.map(({ weight, bias, batchNorm: rule, activation }) => ({
      weight: toFloat32(weight),
      bias: bias && toFloat32(bias),
      batchNorm: rule && ruleInFloat32(rule),
      activation,
    })),
  };
}

/** Every stage of a forward pass. */
export function holdForward(hold: Hold, trace: ForwardTrace, network: Network, X: Contexts): void {
  hold('embedded', trace.embedded.data, embed(network.embedding, X).data, 0);
  let input = trace.embedded;
  network.layers.forEach((layer, index) => {
    const own = layerOf(trace, index);
    const place = `layer ${index}`;
    hold(`${place}: input`, own.input.data, input.data, 0);
    holdLinear(hold, `${place}: preactivation`, own.preactivation, { ...layer, x: own.input });
    if (layer.batchNorm && own.normalized) {
      holdBatchNorm(hold, `${place}: batch norm`, own.normalized, own.preactivation, layer.batchNorm);
    } else {
      hold(`${place}: batch norm`, own.normalized ? [1] : [], layer.batchNorm ? [1] : [], 0);
    }
    const before = own.normalized?.output ?? own.preactivation;
    holdActivation(hold, `${place}: output`, own.output, layer.activation, before);
    input = own.output;
  });
  hold('logits', trace.logits.data, input.data, 0);
}

/** Every stage of a forward pass, the loss, and every gradient. */
export function holdBackward(
  hold: Hold,
  trace: BackwardTrace,
  network: Network,
  X: Contexts,
  Y: readonly number[],
): void {
  holdForward(hold, trace.forward, network, X);
  const { logits } = trace.forward;
  holdLoss(hold, trace.loss, logits, Y);
  const last = gradientsOf(trace, network.layers.length - 1);
  holdLossBackward(hold, 'gradient of the logits', last.output, logits, Y);
  network.layers.forEach((layer, index) => {
    const place = `layer ${index}: gradient of`;
    const values = layerValues(layer, layerOf(trace.forward, index), gradientsOf(trace, index).output);
    const { weight, bias, bnGain, bnBias } = gradientsOf(trace, index);
    const bounds = layerBounds(values);
    const exact = linearBackward(values.input, layer.weight, values.preactivationGradient);
    hold(`${place} weight`, weight.data, exact.weight.data, bounds.weight);
    hold(`${place} bias`, bias?.data ?? [], layer.bias ? exact.bias.data : [], bounds.bias);
    const norm =
      layer.batchNorm &&
      batchNormBackward(
        values.preactivation,
        layer.batchNorm,
        batchNorm(values.preactivation, layer.batchNorm),
        values.beforeGradient,
      );
    hold(`${place} bnGain`, bnGain?.data ?? [], norm?.gain.data ?? [], bounds.bnGain ?? []);
    hold(`${place} bnBias`, bnBias?.data ?? [], norm?.bias.data ?? [], bounds.bnBias ?? []);
    if (index > 0) {
      const below = gradientsOf(trace, index - 1).output;
      hold(`layer ${index - 1}: gradient of output`, below.data, exact.x.data, bounds.input);
    } else {
      const ofC = scatterBound({ X, C: network.embedding }, exact.x, bounds.input);
      hold('gradient of C', trace.embedding.data, embedBackward(network.embedding, X, exact.x).data, ofC);
    }
  });
}

/** Everything that follows in a layer from its input, its preactivation and the gradient of its output. */
function layerValues(layer: Layer, { input, preactivation }: LayerTrace, outputGradient: Matrix): LayerValues {
  const normalized = layer.batchNorm && batchNorm(preactivation, layer.batchNorm);
  const before = normalized?.output ?? preactivation;
  const rule = activations[layer.activation];
  const output = map(before, (x) => rule.value(x));
  const slope = map(before, (x, at) => rule.slope(x, output.data[at] ?? NaN));
  const beforeGradient = map(outputGradient, (g, at) => g * (slope.data[at] ?? NaN));
  const preactivationGradient =
    layer.batchNorm && normalized
      ? batchNormBackward(preactivation, layer.batchNorm, normalized, beforeGradient).x
      : beforeGradient;
  return {
    ...layer,
    input,
    preactivation,
    before,
    output,
    slope,
    outputGradient,
    beforeGradient,
    preactivationGradient,
  };
}

function layerOf({ layers }: ForwardTrace, index: number): LayerTrace {
  const layer = layers[index];
  if (!layer) throw new Error(`reference: expected a trace of layer ${index}, got none. Please report this`);
  return layer;
}

function gradientsOf({ layers }: BackwardTrace, index: number): BackwardTrace['layers'][number] {
  const layer = layers[index];
  if (!layer) throw new Error(`reference: expected gradients of layer ${index}, got none. Please report this`);
  return layer;
}
