/** The deep network of a student's trainStep and buildDeepNetwork: planned, built and stepped from outside. */
import { asList, WrongAnswer } from '../grading/answers.js';
import type { CheckContext } from '../grading/check.js';
import { closeEnough, crossEntropyBound, outputLossMargin } from '../grading/tolerance.js';
import type { Fail } from '../grading/verdict.js';
import type { Answer, Subject } from '../guest/contract/subject.js';
import { GeneratorSeed, type Handle, TensorValue, type Value } from '../guest/contract/value.js';
import { fromTensor } from '../reference/matrix.js';
import { reference } from '../reference/reference.js';
import { normalTensor, trained } from './inputs.js';
import { type Batch, drawLectureBatch } from './lecture-batch.js';
import { hiddenBlocks, measureGradients, runLayers } from './student-layers.js';

/** Numbers in the judge's embedding of a character. */
export const N_EMBD = 10;
const N_HIDDEN = 32;
const HIDDEN_LAYERS = 10;

/** The student's layers and the judge's own embedding table. */
export interface Built {
  readonly network: Answer;
  readonly C: Handle;
  readonly nHidden: number;
}

/** What a network is built from: the same plan twice gives twins, if the student draws from the generator. */
export interface Plan {
  readonly hiddenLayers: number;
  readonly nHidden: number;
  readonly seed: number;
  readonly C: TensorValue;
}

/** The student's generator gets a seed of its own: with the judge's, its first weights would repeat the embeddings. */
export function plan({ generator, examples }: CheckContext, hiddenLayers = HIDDEN_LAYERS, nHidden = N_HIDDEN): Plan {
  const C = trained(normalTensor(generator, [examples.vocabSize, N_EMBD]));
  return { hiddenLayers, nHidden, seed: generator.random(), C };
}

/** Calls buildDeepNetwork with the plan, and puts the judge's C beside the layers. */
export async function build(
  subject: Subject,
  { examples }: CheckContext,
  made: Plan,
  generator: GeneratorSeed | Handle = new GeneratorSeed(made.seed),
): Promise<Built> {
  const { hiddenLayers, nHidden } = made;
  const { vocabSize, blockSize } = examples;
  const config = { vocabSize, blockSize, nEmbd: N_EMBD, nHidden, hiddenLayers };
  const network = await subject.call('buildDeepNetwork', config, generator);
  if (asList(network.value, 'buildDeepNetwork(…)').length === 0) throw new WrongAnswer(noLayers);
  return { network, C: (await subject.hold(made.C)).handle, nHidden };
}

const noLayers: Fail = {
  status: 'fail',
  rationale: 'buildDeepNetwork returned an empty list: there is nothing between the embeddings and the logits.',
  measured: '0 layers',
  expected: `${HIDDEN_LAYERS} hidden blocks and an output layer`,
  next: 'Return the layers in the order in which the signal passes them.',
};

export const drawBatch = (context: CheckContext, size: number): Batch => drawLectureBatch(context, [], size);

export const lossOf = (logits: TensorValue, Y: readonly number[]) => reference.loss(fromTensor(logits), Y);

/** The first loss on a batch of 512, beside ln V and how far from it an output layer that is quiet enough may be. */
export async function initialLossOf(subject: Subject, context: CheckContext, made: Plan) {
  const built = await build(subject, context, made);
  const { X, Y, notes } = drawBatch(context, 512);
  const pass = await runLayers(subject, built.network, built.C, X);
  const blocks = await hiddenBlocks(subject, built.network, pass, context.generator);
  const { vocabSize } = context.examples;
  const expected = Math.log(vocabSize);
  const allowed = outputLossMargin(blocks.at(-1)?.activation ?? new Float32Array(0), Y, vocabSize);
  const margin = closeEnough(expected, Math.max(allowed, crossEntropyBound(fromTensor(pass.logits))));
  return { loss: await lossOf(pass.logits, Y), expected, margin, logits: pass.logits, notes };
}

/** One step; what it returned is read where that is the question. */
export async function step(
  subject: Subject,
  { network, C }: Built,
  { X, Y }: Batch,
  learningRate: number,
): Promise<Value> {
  return (await subject.call('trainStep', network.handle, C, X, Y, learningRate)).value;
}

/** The gradient of every parameter on a batch, measured without a step. */
export function gradientsOn(subject: Subject, { network, C }: Built, { X, Y }: Batch) {
  return measureGradients(subject, network, C, X, async (logits) => {
    const { data } = await reference.lossBackward(fromTensor(logits), Y);
    return new TensorValue(logits.shape, Float32Array.from(data));
  });
}
