/** From the loss back to every parameter. */
import { activations } from './activations.js';
import { batchNormBackward } from './batch-norm.js';
import { crossEntropy, crossEntropyBackward } from './cross-entropy.js';
import { type Contexts, embedBackward } from './embedding.js';
import { forward, type ForwardTrace, type LayerTrace } from './forward.js';
import { linearBackward } from './linear.js';
import { map, type Matrix } from './matrix.js';
import type { Layer, Network } from './network.js';

/** The gradients of one layer's parameters, each of its parameter's shape; null where the layer has none. */
interface LayerGradients {
  readonly weight: Matrix;
  readonly bias: Matrix | null;
  readonly bnGain: Matrix | null;
  readonly bnBias: Matrix | null;
  /** With respect to the layer's output, [N, fanOut]: what arrives from above. */
  readonly output: Matrix;
}

/** A forward pass with the gradients of its loss. */
export interface BackwardTrace {
  /** In nats. */
  readonly loss: number;
  readonly forward: ForwardTrace;
  /** Of C, [V, E]. */
  readonly embedding: Matrix;
  /** In the order of the network's layers. */
  readonly layers: readonly LayerGradients[];
}

/** Forward, cross-entropy against Y, and the gradient of the loss with respect to every parameter. */
export function backward(network: Network, X: Contexts, Y: readonly number[]): BackwardTrace {
  const trace = forward(network, X);
  const layers: LayerGradients[] = [];
  let gradient = crossEntropyBackward(trace.logits, Y); // (N, V)
  for (let index = network.layers.length - 1; index >= 0; index--) {
    const back = throughLayer(network.layers[index]!, trace.layers[index]!, gradient);
    layers.unshift(back.gradients);
    gradient = back.input;
  }
  return {
    loss: crossEntropy(trace.logits, Y),
    forward: trace,
    embedding: embedBackward(network.embedding, X, gradient),
    layers,
  };
}

function throughLayer(
  layer: Layer,
  trace: LayerTrace,
  output: Matrix,
): { readonly gradients: LayerGradients; readonly input: Matrix } {
  const rule = activations[layer.activation];
  const before = trace.normalized?.output ?? trace.preactivation;
  const throughActivation = map(output, (g, index) => g * rule.slope(before.data[index]!, trace.output.data[index]!));
  const norm =
    layer.batchNorm && trace.normalized
      ? batchNormBackward(trace.preactivation, layer.batchNorm, trace.normalized, throughActivation)
      : null;
  const back = linearBackward(trace.input, layer.weight, norm?.x ?? throughActivation);
  return {
    input: back.x,
    gradients: {
      weight: back.weight,
      bias: layer.bias ? back.bias : null,
      bnGain: norm?.gain ?? null,
      bnBias: norm?.bias ?? null,
      output,
    },
  };
}
