/** What the layers of a student's deep network do, taken through its own steps, beside a right network of the reference. */
import type { CheckContext } from '../grading/check.js';
import type { Consequence, StartFigures } from '../grading/consequence.js';
import { SubjectFault } from '../guest/contract/fault.js';
import type { Subject } from '../guest/contract/subject.js';
import { forward } from '../reference/forward.js';
import { initialize } from '../reference/initialize.js';
import { fromTensor, type Matrix } from '../reference/matrix.js';
import type { Network } from '../reference/network.js';
import { crossEntropy } from '../reference/cross-entropy.js';
import { statistics } from '../reference/statistics.js';
import { train } from '../reference/train.js';
import { Generator } from '../torch/generator.js';
import { build, type Built, drawBatch, lossOf, N_EMBD, type Plan, plan, step } from './deep-network.js';
import { describeConsequence, type Steps, trainingPlot } from './describe-consequence.js';
import type { Batch } from './lecture-batch.js';
import { hiddenBlocks, runLayers } from './student-layers.js';
import { training, trainingBatches } from './training-data.js';

/** Ten layers of a student's are run from outside: a batch of this size stands for the data. */
const HELD_EXAMPLES = 512;

const ownSteps: Steps = { own: 'of your own training steps', right: 'a right network' };

/**
 * The consequence of a deep network that is not as it should be: its start, and its loss after 200 calls of the student's
 * `trainStep`, beside Linear, BatchNorm1d, Tanh of the reference with the same embeddings, under SGD on the same batches. Where
 * trainStep does not come back 200 times, the start alone.
 */
export async function deepConsequence(subject: Subject, context: CheckContext): Promise<Consequence | undefined> {
  const made = plan(context);
  const built = await build(subject, context, made);
  const held = drawBatch(context, HELD_EXAMPLES);
  const batches = trainingBatches(context);
  const start = await startOf(subject, built, held, context);
  if (start === undefined) return undefined;
  const own = await trainOwn(subject, built, held, batches);
  const right = await rightNetwork(made, context, held, batches);
  const figures = {
    examples: HELD_EXAMPLES,
    units: start.units,
    steps: training.steps,
    student: { ...start.figures, ...(own ? { lossAfter: own.lossAfter } : {}) },
    reference: right.figures,
  };
  return {
    text: describeConsequence(figures, ownSteps),
    ...figures,
    ...(own ? { plots: [trainingPlot(training.steps, own.losses, right.losses)] } : {}),
  };
}

async function startOf(subject: Subject, { network, C }: Built, { X, Y }: Batch, { generator }: CheckContext) {
  const pass = await runLayers(subject, network, C, X);
  const initialLoss = await lossOf(pass.logits, Y);
  const blocks = await hiddenBlocks(subject, network, pass, generator);
  if (blocks.length === 0 || !Number.isFinite(initialLoss)) return undefined;
  const { units, saturated, deadUnits } = saturationOf(
    blocks.map(({ activation }) => ({
      rows: X.length,
      cols: activation.length / X.length,
      data: Float64Array.from(activation),
    })),
  );
  return { units, figures: { initialLoss, saturated, deadUnits } };
}

/** What each step returned, and the loss of the held examples after the last; undefined where a step has no answer. */
async function trainOwn(subject: Subject, built: Built, held: Batch, batches: readonly Batch[]) {
  const losses: number[] = [];
  try {
    for (const batch of batches) {
      const returned = await step(subject, built, batch, training.learningRate);
      losses.push(typeof returned === 'number' ? returned : NaN);
    }
    const { logits } = await runLayers(subject, built.network, built.C, held.X);
    return { losses, lossAfter: await lossOf(logits, held.Y) };
  } catch (error) {
    if (error instanceof SubjectFault) return undefined;
    throw error;
  }
}

async function rightNetwork(
  { C, seed, hiddenLayers, nHidden }: Plan,
  { examples: { vocabSize, blockSize } }: CheckContext,
  { X, Y }: Batch,
  batches: readonly Batch[],
) {
  const hidden = Array.from({ length: hiddenLayers }, () => nHidden);
  const sizes = { vocabSize, blockSize, nEmbd: N_EMBD, hidden, activation: 'tanh', withBatchNorm: true } as const;
  const start: Network = { ...initialize('kaiming', sizes, new Generator(seed)), embedding: fromTensor(C) };
  const before = forward(start, X);
  const { network, losses } = await train(start, batches, training.learningRate);
  const figures: StartFigures = {
    initialLoss: crossEntropy(before.logits, Y),
    ...counts(before.layers.slice(0, -1).map(({ output }) => output)),
    lossAfter: crossEntropy(forward(network, X).logits, Y),
  };
  return { figures, losses };
}

const counts = (layers: readonly Matrix[]) => {
  const { saturated, deadUnits } = saturationOf(layers);
  return { saturated, deadUnits };
};

/** Over the activations of all hidden layers, each [N, F]. */
function saturationOf(layers: readonly Matrix[]) {
  let [saturated, units, deadUnits] = [0, 0, 0];
  for (const layer of layers) {
    const figures = statistics(layer);
    saturated += figures.saturated * layer.cols;
    deadUnits += figures.saturatedUnits;
    units += layer.cols;
  }
  return { saturated: saturated / units, units, deadUnits };
}
