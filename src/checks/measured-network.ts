/** A student's own network on real data, run by the reference: what an initialization does, in numbers. */
import type { CheckContext } from '../grading/check.js';
import { type Batch, drawLectureBatch } from './lecture-batch.js';
import { batchNormShapes, lectureConfig } from './network.js';
import type { Answer, Subject } from '../guest/contract/subject.js';
import type { LayerTrace } from '../reference/forward.js';
import { twoLayerNetwork } from '../reference/network.js';
import { reference } from '../reference/reference.js';
import type { NetworkConfig } from '../torch/course-types.js';
import { Generator } from '../torch/generator.js';
import { askParameters, drawnBy, type Initializer, stdOf, type StudentParameters } from './initializer.js';

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
  /** What the parameters were to be drawn with; 0 where they were not. */
  readonly stds: { readonly W1: number; readonly b1: number; readonly W2: number };
}

/** A student's network and a batch of the training examples for it. */
interface NetworkOnBatch {
  readonly answer: Answer;
  readonly parameters: StudentParameters;
  readonly config: NetworkConfig;
  readonly batch: Batch;
}

/**
 * Asks for a network of the lecture's size and draws a batch for it. Generator and batch are those of the lecture's order, so
 * that the lecture's seed and names give the lecture's figures.
 */
export async function askOnBatch(
  initializer: Initializer,
  subject: Subject,
  context: CheckContext,
): Promise<NetworkOnBatch> {
  const { vocabSize, blockSize } = context.examples;
  const config = { ...lectureConfig, vocabSize, blockSize };
  const shapes = batchNormShapes(config);
  const batch = drawLectureBatch(
    { ...context, generator: new Generator(context.seed) },
    drawnBy(initializer).map((name) => shapes[name]),
  );
  return { ...(await askParameters(subject, initializer, config, context.seed)), config, batch };
}

/** Asks for a network and runs it, by the reference, on a batch of the lecture's order. */
export async function measureNetwork(
  initializer: Initializer,
  subject: Subject,
  context: CheckContext,
): Promise<MeasuredNetwork> {
  const { parameters, config, batch } = await askOnBatch(initializer, subject, context);
  const { layers, logits } = await reference.forward(twoLayerNetwork(parameters), batch.X);
  const [hidden] = layers;
  if (!hidden) throw new RangeError('measureNetwork: expected a network with a hidden layer, got none');
  const shapes = batchNormShapes(config);
  const std = (name: 'W1' | 'b1' | 'W2') => stdOf(initializer, name, shapes[name]);
  return {
    hidden,
    batch,
    loss: await reference.loss(logits, batch.Y),
    saturated: (await reference.statistics(hidden.output)).saturated,
    preactivationStd: (await reference.statistics(hidden.preactivation)).std,
    logitsStd: (await reference.statistics(logits)).std,
    stds: { W1: std('W1'), b1: std('b1'), W2: std('W2') },
  };
}
