/**
 * How far correct float32 values and gradients of a network of any depth may land from the exact ones: the bounds of each
 * layer, composed. Forward, what enters a layer errs by what the layer before it did; backward, by what the layer above did.
 */
import { activationBound, type ActivationName, slopeBound } from './activation.js';
import { batchNormGradientBound } from './batch-norm-gradient.js';
import { columnSumBound, scatterBound, softmaxBound, turned } from './network-gradient.js';
import { batchNormBound, crossEntropyBound, type Matrix, matmulBound, UNIT_ROUNDOFF } from './rounding.js';

/** Exact values of one layer: activation(batchNorm(input @ weight + bias)), and the gradients that pass through it. */
export interface LayerValues {
  /** [N, fanIn] */
  readonly input: Matrix;
  /** [fanIn, fanOut] */
  readonly weight: Matrix;
  /** [1, fanOut] */
  readonly bias: Matrix | null;
  /** input @ weight + bias, [N, fanOut] */
  readonly preactivation: Matrix;
  readonly batchNorm: {
    readonly gain: Matrix;
    readonly bias: Matrix;
    readonly eps: number;
    readonly correction: 0 | 1;
  } | null;
  readonly activation: ActivationName;
  /** What the activation is given: the preactivation, normalized where there is batch norm. */
  readonly before: Matrix;
  readonly output: Matrix;
  /** The activation's derivative at `before`, [N, fanOut]. */
  readonly slope: Matrix;
  /** Gradients of the loss with respect to output, before and preactivation, [N, fanOut] each. */
  readonly outputGradient: Matrix;
  readonly beforeGradient: Matrix;
  readonly preactivationGradient: Matrix;
}

/** Exact values of an embedding, layers, the last of which gives the logits, and softmax cross-entropy. */
export interface DeepNetworkValues {
  readonly X: readonly (readonly number[])[];
  readonly Y: readonly number[];
  /** [V, E] */
  readonly C: Matrix;
  /** Gradient of the loss with respect to the embeddings side by side, [N, B * E]. */
  readonly embeddedGradient: Matrix;
  readonly layers: readonly LayerValues[];
}

/** Absolute bounds, element by element, of a layer's values and of its parameters' gradients. */
export interface LayerBounds {
  readonly preactivation: Float64Array;
  /** Of what the activation is given. */
  readonly before: Float64Array;
  readonly output: Float64Array;
  readonly outputGradient: Float64Array;
  readonly weight: Float64Array;
  readonly bias: Float64Array;
  readonly bnGain: Float64Array | null;
  readonly bnBias: Float64Array | null;
}

/** Absolute bounds of everything a forward and backward pass gives. */
export interface DeepNetworkBounds {
  readonly loss: number;
  readonly layers: readonly LayerBounds[];
  /** Of C's gradient. */
  readonly embedding: Float64Array;
}

/** Bounds of every stage, forward and backward; Infinity where a batch norm's variance is lost in what came in. */
export function deepNetworkBounds(values: DeepNetworkValues): DeepNetworkBounds {
  const forward: ForwardBounds[] = [];
  for (const layer of values.layers) forward.push(forwardBounds(layer, forward.at(-1)?.output));
  const last = values.layers.at(-1);
  const ofLogits = forward.at(-1)?.output;
  if (last === undefined || ofLogits === undefined) {
    throw new RangeError('deepNetworkBounds: expected at least one layer, got none');
  }
  const layers: LayerBounds[] = [];
  let upstream = softmaxBound({ logits: last.output, logitsGradient: last.outputGradient, Y: values.Y }, ofLogits);
  for (let index = values.layers.length - 1; index >= 0; index--) {
    const layer = values.layers[index];
    const own = forward[index];
    if (layer === undefined || own === undefined) continue;
    const back = backwardBounds(layer, own, forward[index - 1]?.output, upstream);
    layers.unshift({ ...own, outputGradient: upstream, ...back.parameters });
    upstream = back.input;
  }
  return {
    loss: crossEntropyBound(last.output, ofLogits),
    layers,
    embedding: scatterBound(values, values.embeddedGradient, upstream),
  };
}

/**
 * Bounds of one layer alone, whose input, preactivation and output gradient are given exactly: what a stage rounds by itself, with
 * nothing inherited. A value of any depth can be held to it, where the composed bounds of a deep network grow past use.
 */
export function layerBounds(layer: LayerValues): LayerBounds & { readonly input: Float64Array } {
  const { preactivation } = forwardBounds(layer, undefined);
  const own = forwardBounds(layer, undefined, new Float64Array(preactivation.length));
  const nothing = new Float64Array(layer.output.data.length);
  const { parameters, input } = backwardBounds(layer, own, undefined, nothing);
  return { ...own, preactivation, outputGradient: nothing, ...parameters, input };
}

interface ForwardBounds {
  readonly preactivation: Float64Array;
  readonly before: Float64Array;
  readonly output: Float64Array;
}

function forwardBounds(
  layer: LayerValues,
  ofInput: Float64Array | undefined,
  preactivation = linearBounds(layer, ofInput),
): ForwardBounds {
  const { batchNorm, activation } = layer;
  const before = batchNorm
    ? batchNormBound(layer.preactivation, batchNorm.gain.data, {
        eps: batchNorm.eps,
        shift: batchNorm.bias.data,
        correction: batchNorm.correction,
        xBound: preactivation,
      })
    : preactivation;
  const output = before.map((bound, index) =>
    activationBound(activation, layer.before.data[index] ?? 0, layer.output.data[index] ?? 0, bound),
  );
  return { preactivation, before, output };
}

function linearBounds({ input, weight, bias }: LayerValues, ofInput: Float64Array | undefined): Float64Array {
  return matmulBound(input, weight, {
    ...(bias ? { bias: bias.data } : {}),
    ...(ofInput ? { xBound: ofInput } : {}),
  });
}

function backwardBounds(
  layer: LayerValues,
  own: ForwardBounds,
  ofInput: Float64Array | undefined,
  upstream: Float64Array,
): {
  readonly parameters: Omit<LayerBounds, 'preactivation' | 'before' | 'output' | 'outputGradient'>;
  readonly input: Float64Array;
} {
  const { input, weight, batchNorm, activation } = layer;
  const throughActivation = upstream.map((bound, index) => {
    const gradient = Math.abs(layer.outputGradient.data[index] ?? 0);
    const slope = Math.abs(layer.slope.data[index] ?? 0);
    const ofSlope = slopeBound(
      activation,
      layer.before.data[index] ?? 0,
      layer.output.data[index] ?? 0,
      own.before[index] ?? 0,
    );
    return (gradient + bound) * ofSlope + bound * slope + gradient * slope * UNIT_ROUNDOFF;
  });
  const norm = batchNorm
    ? batchNormGradientBound(layer.preactivation, batchNorm.gain.data, layer.beforeGradient.data, batchNorm.eps, {
        xBound: own.preactivation,
        upstreamBound: throughActivation,
        correction: batchNorm.correction,
      })
    : null;
  const ofPreactivation = norm?.x ?? throughActivation;
  return {
    input: matmulBound(layer.preactivationGradient, turned(weight), { xBound: ofPreactivation }),
    parameters: {
      weight: matmulBound(turned(input), layer.preactivationGradient, {
        ...(ofInput ? { xBound: turned({ ...input, data: ofInput }).data } : {}),
        wBound: ofPreactivation,
      }),
      bias: columnSumBound(layer.preactivationGradient, ofPreactivation),
      bnGain: norm?.gamma ?? null,
      bnBias: norm?.beta ?? null,
    },
  };
}
