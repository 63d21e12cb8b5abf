/** Plain stochastic gradient descent on the reference network: what a start is worth shows after some steps. */
import { backward, type BackwardTrace } from './backward.js';
import type { Contexts } from './embedding.js';
import { map, type Matrix } from './matrix.js';
import type { Layer, Network } from './network.js';

/** N contexts and what follows each. */
interface LabelledContexts {
  readonly X: Contexts;
  readonly Y: readonly number[];
}

/** A network after some steps. */
export interface Trained {
  readonly network: Network;
  /** The loss of each batch before its step; the last one is NaN or infinite where the training diverged. */
  readonly losses: readonly number[];
}

/** Steps after which others get their turn on this thread: about 10 ms of the lecture's network. */
const STEPS_A_TURN = 8;

/** Every parameter becomes parameter - learningRate * gradient; the network itself is left as it was. */
function sgdStep(
  network: Network,
  gradients: Pick<BackwardTrace, 'embedding' | 'layers'>,
  learningRate: number,
): Network {
  const moved = (parameter: Matrix, gradient: Matrix | null | undefined): Matrix =>
    gradient ? map(parameter, (value, index) => value - learningRate * gradient.data[index]!) : parameter;
  return {
    embedding: moved(network.embedding, gradients.embedding),
    layers: network.layers.map((layer, index): Layer => {
      const of = gradients.layers[index]!;
      const { weight, bias, batchNorm } = layer;
      return {
        ...layer,
        weight: moved(weight, of.weight),
        bias: bias && moved(bias, of.bias),
        batchNorm: batchNorm && {
          ...batchNorm,
          gain: moved(batchNorm.gain, of.bnGain),
          bias: moved(batchNorm.bias, of.bnBias),
        },
      };
    }),
  };
}

/**
 * One step of SGD on each batch, in order, all at one learning rate. It ends early where a loss is not finite: no step leads
 * back from there.
 */
export async function train(
  start: Network,
  batches: readonly LabelledContexts[],
  learningRate: number,
): Promise<Trained> {
  let network = start;
  const losses: number[] = [];
  for (const { X, Y } of batches) {
    const trace = backward(network, X, Y);
    losses.push(trace.loss);
    if (!Number.isFinite(trace.loss)) break;
    network = sgdStep(network, trace, learningRate);
    if (losses.length % STEPS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return { network, losses };
}
