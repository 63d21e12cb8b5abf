/** From contexts to logits, keeping every stage. */
import { activations } from './activations.js';
import { batchNorm, type Normalized } from './batch-norm.js';
import { type Contexts, embed } from './embedding.js';
import { linear } from './linear.js';
import { map, type Matrix } from './matrix.js';
import type { Layer, Network } from './network.js';

/** What one layer was given and made of it. */
export interface LayerTrace {
  /** [N, fanIn] */
  readonly input: Matrix;
  /** hPreact: input @ weight + bias, [N, fanOut]. */
  readonly preactivation: Matrix;
  /** After batch norm, with the batch's mean and variance; null for a layer without. */
  readonly normalized: Normalized | null;
  /** activation(normalized or preactivation), [N, fanOut]. */
  readonly output: Matrix;
}

/** Every stage of a forward pass. */
export interface ForwardTrace {
  /** The embeddings of each context side by side, [N, B * E]. */
  readonly embedded: Matrix;
  readonly layers: readonly LayerTrace[];
  /** The last layer's output, [N, V]. */
  readonly logits: Matrix;
}

/** Runs the network on N contexts. */
export function forward(network: Network, X: Contexts): ForwardTrace {
  const embedded = embed(network.embedding, X);
  const layers: LayerTrace[] = [];
  for (const layer of network.layers) layers.push(run(layer, layers.at(-1)?.output ?? embedded));
  return { embedded, layers, logits: layers.at(-1)?.output ?? embedded };
}

function run(layer: Layer, input: Matrix): LayerTrace {
  const preactivation = linear(input, layer.weight, layer.bias); // (N, fanOut)
  const normalized = layer.batchNorm ? batchNorm(preactivation, layer.batchNorm) : null;
  const rule = activations[layer.activation];
  const output = map(normalized?.output ?? preactivation, (x) => rule.value(x)); // (N, fanOut)
  return { input, preactivation, normalized, output };
}
