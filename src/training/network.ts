/** The lecture's network of any depth, built from its configuration. */
import type { Generator } from '../torch/generator.js';
import { randn } from '../torch/random.js';
import type { Tensor } from '../torch/tensor.js';
import type { Config } from './config.js';
import { Activation, BatchNorm1d, Linear, type Module, type NamedBuffer, type NamedTensor } from './layers.js';

/** What went into an activation in a forward pass, and what came out. */
export interface ActivationTrace {
  /** As the lecture prints it: `layer 2 (Tanh)`. */
  readonly name: string;
  readonly input: Tensor;
  readonly output: Tensor;
}

/** An embedding and a list of layers, the last of which gives the logits. */
export interface Network {
  readonly C: Tensor;
  readonly layers: readonly Module[];
  /** In PyTorch's order and by its names: C, layers.0.weight, layers.1.gamma, layers.1.beta ... */
  readonly parameters: readonly NamedTensor[];
  /** Running statistics: layers.1.runningMean ... */
  readonly buffers: readonly NamedBuffer[];
  /** The weights of the hidden linear layers, which the health rules of training are about. */
  readonly hiddenWeights: readonly NamedTensor[];
}

/** Draws C, then the weight and the bias of each layer in order, as the lecture does. */
export function buildNetwork(config: Config, vocabSize: number, generator: Generator): Network {
  const C = randn([vocabSize, config.embedding], { generator }); // (V, E)
  const layers: Module[] = [];
  let fanIn = config.block * config.embedding;
  for (let layer = 0; layer < config.layers; layer++) {
    layers.push(hiddenLinear(config, fanIn, generator));
    if (config.batchNorm) layers.push(new BatchNorm1d(config.hidden, config));
    layers.push(new Activation(config.activation));
    fanIn = config.hidden;
  }
  layers.push(outputLinear(config, fanIn, vocabSize, generator));
  if (config.outputBatchNorm) layers.push(new BatchNorm1d(vocabSize, config, config.outputGain));

  const named = layers.map(({ parameters }, index) =>
    parameters.map(({ name, tensor }) => ({ name: `layers.${index}.${name}`, tensor })),
  );
  const parameters = [{ name: 'C', tensor: C }, ...named.flat()];
  for (const { tensor } of parameters) tensor.requiresGrad = true;
  return {
    C,
    layers,
    parameters,
    buffers: layers.flatMap(({ buffers }, index) =>
      buffers.map(({ name, data }) => ({ name: `layers.${index}.${name}`, data })),
    ),
    hiddenWeights: named
      .flat()
      .filter(({ name }) => name.endsWith('.weight'))
      .slice(0, -1),
  };
}

function hiddenLinear(config: Config, fanIn: number, generator: Generator): Linear {
  const { init, gain, bias, biasInit, hidden } = config;
  return new Linear(fanIn, hidden, { init, gain, bias: bias ? biasInit : null }, generator);
}

/** With a batch norm behind it the output weight is one like the others: its scale is that of gamma. */
function outputLinear(config: Config, fanIn: number, vocabSize: number, generator: Generator): Linear {
  const { outputInit: init, outputBias, outputBiasInit, outputBatchNorm } = config;
  const gain = outputBatchNorm ? config.gain : config.outputGain;
  return new Linear(fanIn, vocabSize, { init, gain, bias: outputBias ? outputBiasInit : null }, generator);
}

/**
 * Contexts to logits: (N, block) -> (N, vocabSize).
 * @param X indices of characters, as a tensor
 * @param trace where to note what goes into each activation and comes out; null where nobody asks
 */
export function forward(
  { C, layers }: Pick<Network, 'C' | 'layers'>,
  X: Tensor,
  isTraining: boolean,
  trace: ActivationTrace[] | null = null,
): Tensor {
  let x = C.index(X).view([X.shape[0] ?? 0, -1]); // (N, block * E)
  for (const [index, layer] of layers.entries()) {
    const output = layer.forward(x, isTraining);
    if (trace !== null && layer instanceof Activation) {
      trace.push({ name: `layer ${index} (${layer.kind})`, input: x, output });
    }
    x = output;
  }
  return x;
}
