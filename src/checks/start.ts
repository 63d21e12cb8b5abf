/** How a student's own network starts out on real data: what a wrong initialization does, in numbers. */
import type { Examples } from '../dataset/examples.js';
import { formatLoss, formatShare } from '../grading/format.js';
import { twoLayerNetwork } from '../reference/network.js';
import { reference } from '../reference/reference.js';
import type { ForwardTrace, LayerTrace } from '../reference/forward.js';
import type { Batch } from './batch.js';
import type { StudentParameters } from './initializer.js';

/** The reference's forward pass with the student's parameters, and the figures of the lecture's tables. */
export interface NetworkStart {
  readonly trace: ForwardTrace;
  /** The layer before the output: its tanh. */
  readonly hidden: LayerTrace;
  /** In nats. */
  readonly loss: number;
  /** Share of |h| > 0.97, in 0..1. */
  readonly saturated: number;
  /** Units with |h| > 0.97 on the whole batch. */
  readonly saturatedUnits: number;
  readonly preactivationStd: number;
  readonly logitsStd: number;
}

/** Runs the student's parameters through the reference on a batch. */
export async function measureStart(parameters: StudentParameters, batch: Batch): Promise<NetworkStart> {
  const trace = await reference.forward(twoLayerNetwork(parameters), batch.X);
  const hidden = trace.layers[0];
  if (!hidden) throw new RangeError('measureStart: expected a network with a hidden layer, got none');
  const activations = await reference.statistics(hidden.output);
  const before = await reference.statistics(hidden.preactivation);
  const logits = await reference.statistics(trace.logits);
  return {
    trace,
    hidden,
    loss: await reference.loss(trace.logits, batch.Y),
    saturated: activations.saturated,
    saturatedUnits: activations.saturatedUnits,
    preactivationStd: before.std,
    logitsStd: logits.std,
  };
}

/** The sentence for a failure: what these parameters do to the network. */
export function describeStart({ loss, saturated }: NetworkStart, { vocabSize }: Examples): string {
  const chance = `ln ${vocabSize} = ${formatLoss(Math.log(vocabSize))}`;
  return (
    `With these parameters the network starts at a loss of ${formatLoss(loss)} on a batch of the training names ` +
    `(a network that prefers nothing starts at ${chance}), with ${formatShare(saturated)} of its tanh units saturated.`
  );
}
