/** A student's own network on real data, run by the reference: what an initialization does, in numbers. */
import type { Examples } from '../dataset/examples.js';
import type { CheckContext } from '../grading/check.js';
import { formatLoss, formatShare } from '../grading/format.js';
import { type Batch, drawLectureBatch } from './lecture-batch.js';
import { lectureConfig, parameterShapes } from './network.js';
import type { Subject } from '../guest/contract/subject.js';
import type { LayerTrace } from '../reference/forward.js';
import { twoLayerNetwork } from '../reference/network.js';
import { reference } from '../reference/reference.js';
import { Generator } from '../torch/generator.js';
import { askParameters, drawnBy, type Initializer } from './initializer.js';

/** The figures of the lecture's tables, for the student's parameters. */
export interface MeasuredNetwork {
  /** The tanh layer: its input, hPreact and h. */
  readonly hidden: LayerTrace;
  readonly batch: Batch;
  /** In nats. */
  readonly loss: number;
  /** Share of |h| > 0.97, in 0..1. */
  readonly saturated: number;
  readonly preactivationStd: number;
  readonly logitsStd: number;
}

/**
 * Asks for a network of the lecture's size and runs it on a batch of the training examples. Generator and batch are those of
 * the lecture's order, so that the lecture's seed and names give the lecture's figures.
 */
export async function measureNetwork(
  initializer: Initializer,
  subject: Subject,
  context: CheckContext,
): Promise<MeasuredNetwork> {
  const { vocabSize, blockSize } = context.examples;
  const config = { ...lectureConfig, vocabSize, blockSize };
  const { parameters } = await askParameters(subject, initializer, config, context.seed);
  const shapes = parameterShapes(config);
  const batch = drawLectureBatch(
    { ...context, generator: new Generator(context.seed) },
    drawnBy(initializer).map((name) => shapes[name]),
  );
  const { layers, logits } = await reference.forward(twoLayerNetwork(parameters), batch.X);
  const [hidden] = layers;
  if (!hidden) throw new RangeError('measureNetwork: expected a network with a hidden layer, got none');
  return {
    hidden,
    batch,
    loss: await reference.loss(logits, batch.Y),
    saturated: (await reference.statistics(hidden.output)).saturated,
    preactivationStd: (await reference.statistics(hidden.preactivation)).std,
    logitsStd: (await reference.statistics(logits)).std,
  };
}

/** The sentence for a failure: how the student's own network starts. */
export function describeStart({ loss, saturated }: MeasuredNetwork, { vocabSize }: Examples): string {
  return (
    `Your network starts with a loss of ${formatLoss(loss)} on a batch of names, where one that prefers no character has ` +
    `ln ${vocabSize} = ${formatLoss(Math.log(vocabSize))}, and with ${formatShare(saturated)} of its tanh units saturated.`
  );
}
