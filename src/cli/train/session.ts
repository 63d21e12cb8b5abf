/** One training run from its first step (or its checkpoint's) to its report, stoppable at any time. */
import type { Examples } from '../../dataset/examples.js';
import { type PackedSplit, packSplit } from '../../training/batches.js';
import { type Checkpoint, CheckpointError, restore, takeCheckpoint } from '../../training/checkpoint.js';
import type { Config } from '../../training/config.js';
import { evaluate } from '../../training/evaluate.js';
import { divergence } from '../../training/health.js';
import type { PresetName } from '../../training/presets.js';
import { sampleNames } from '../../training/sample.js';
import { rateAt } from '../../training/schedule.js';
import type { KernelName } from '../../torch/kernels.js';
import { Trainer } from '../../training/trainer.js';
import { notUsable, type Place, writeCheckpoint } from './checkpoint-file.js';
import { Interruption } from '../long-work/interruption.js';
import { ProgressBar } from './progress-bar.js';
import { type Afterwards, reportOf, type TrainReport } from './report.js';
import { inSlices } from '../long-work/slices.js';

/** A run that is to be made. */
export interface TrainRequest {
  readonly preset: PresetName | null;
  readonly config: Config;
  readonly examples: Examples;
  readonly kernels: KernelName;
  /** Where its checkpoints go. */
  readonly place: Place;
  /** Steps from one checkpoint to the next; 0 for none but at Ctrl-C. */
  readonly checkpointEvery: number;
  /** What to go on from. */
  readonly from: { readonly checkpoint: Checkpoint; readonly title: string } | null;
}

/** How a run ended. */
export type TrainOutcome =
  | { readonly ended: 'finished'; readonly report: TrainReport }
  | { readonly ended: 'stopped'; readonly stepsTaken: number; readonly exitCode: number };

/** Trains, evaluates and samples; or stops with a checkpoint when it is asked to. */
export async function train(request: TrainRequest): Promise<TrainOutcome> {
  const { config, examples, from } = request;
  const split = packSplit(examples.train, config.block);
  const trainer = new Trainer(config, split, examples.vocabSize);
  const interruption = new Interruption();
  try {
    if (from !== null) resume(trainer, from);
    const seconds = await takeSteps(trainer, request, interruption);
    const afterwards = seconds === null ? null : await lookBack(trainer, split, request, interruption);
    if (seconds === null || afterwards === null) {
      save(trainer, request);
      return { ended: 'stopped', stepsTaken: trainer.stepsTaken, exitCode: interruption.exitCode };
    }
    const resumed = from?.checkpoint.step ?? null;
    return { ended: 'finished', report: reportOf(trainer, afterwards, { ...request, resumed, seconds }) };
  } finally {
    interruption.close();
    trainer.close();
  }
}

function resume(trainer: Trainer, { checkpoint, title }: NonNullable<TrainRequest['from']>): void {
  try {
    restore(trainer, checkpoint);
  } catch (error) {
    throw error instanceof CheckpointError ? notUsable(title, error) : error;
  }
}

function save(trainer: Trainer, { preset, examples, kernels, place }: TrainRequest): void {
  const names = { label: examples.label, digest: examples.digest };
  writeCheckpoint(place, takeCheckpoint(trainer, { preset, names, vocabSize: examples.vocabSize, kernels }));
}

/** The steps that are left. @returns the seconds they took; null where they were stopped */
async function takeSteps(trainer: Trainer, request: TrainRequest, interruption: Interruption): Promise<number | null> {
  const { checkpointEvery, config } = request;
  const bar = new ProgressBar(config.steps, trainer.stepsTaken);
  const started = performance.now();
  // A single batch's loss jumps about: the bar shows the mean of a slice.
  let total = 0;
  let count = 0;
  const isDone = () => trainer.isDone;
  const work = () => {
    if (isDone()) return true;
    total += trainer.step();
    count++;
    if (checkpointEvery > 0 && !isDone() && trainer.stepsTaken % checkpointEvery === 0) save(trainer, request);
    return isDone();
  };
  const afterSlice = () => {
    bar.show(trainer.stepsTaken, total / count);
    total = 0;
    count = 0;
    return interruption.isAsked;
  };
  try {
    return (await inSlices(work, afterSlice)) ? (performance.now() - started) / 1000 : null;
  } finally {
    bar.close();
  }
}

/** The losses of the splits and the names; null where it was stopped. */
async function lookBack(
  trainer: Trainer,
  split: PackedSplit,
  { config, examples }: TrainRequest,
  interruption: Interruption,
): Promise<Afterwards | null> {
  const nothing = { train: null, dev: null, samples: [] };
  if (trainer.divergence !== null) return { ...nothing, finding: trainer.divergence };
  const whole = <T>(pieces: Iterator<undefined, T>) => finish(pieces, () => interruption.isAsked);
  const train = await whole(evaluate(trainer, split));
  const dev = train === null ? null : await whole(evaluate(trainer, packSplit(examples.dev, config.block)));
  if (train === null || dev === null) return null;
  const notFinite = [train, dev].find((loss) => !Number.isFinite(loss));
  if (notFinite !== undefined) {
    const learningRate = rateAt(config.lr, config.steps - 1);
    return { ...nothing, finding: divergence('split', { step: config.steps, loss: notFinite, learningRate }) };
  }
  const { sample: count, seed, block } = config;
  const samples = await whole(sampleNames(trainer, { count, seed, block, itos: examples.itos }));
  return samples === null ? null : { train, dev, samples, finding: null };
}

/** Runs a generator to its end in slices; null where it was stopped. */
async function finish<T>(pieces: Iterator<undefined, T>, isToStop: () => boolean): Promise<T | null> {
  const results: T[] = [];
  const work = () => {
    const next = pieces.next();
    if (next.done === true) results.push(next.value);
    return next.done === true;
  };
  await inSlices(work, isToStop);
  return results[0] ?? null;
}
