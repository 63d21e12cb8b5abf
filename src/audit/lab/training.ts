/** The tutorial's networks in training: what the loss does, how often the next character is guessed, how fast weights move. */
import type { Examples } from '../../dataset/examples.js';
import { noGrad } from '../../torch/autograd/grad-mode.js';
import { Tensor } from '../../torch/tensor.js';
import { type PackedSplit, packSplit } from '../../training/batches.js';
import type { Settings } from '../../training/config.js';
import { forward } from '../../training/network.js';
import { resolveConfig } from '../../training/presets.js';
import { Trainer } from '../../training/trainer.js';
import { trainingSeeds } from './seeds.js';

/** Steps of a run, as in the tutorial's table. */
export const STEPS = 1000;
/** Batches that a smoothed loss is the mean of: a single one jumps about. */
const WINDOW = 100;
const RATE = 0.1;

const smallOutput = { outputInit: 'randn', outputGain: 0.01 } as const satisfies Settings;
const naive = { init: 'randn', biasInit: 1, outputInit: 'randn', outputGain: 1, outputBiasInit: 1 } as const;
const deep = { layers: 10, hidden: 100 } as const;

/** The runs that the tutorial speaks of; what they do not say is the lecture's, and a learning rate of 0.1. */
const runs = {
  shallowNaive: naive,
  shallowKaiming: smallOutput,
  deepNaive: { ...deep, ...naive },
  deepQuickFix: { ...deep, ...smallOutput, init: 'randn', gain: 0.2 },
  deepXavier: { ...deep, init: 'linear', outputInit: 'linear', outputGain: 1 },
  deepKaiming: { ...deep, ...smallOutput },
  deepBatchNorm: { ...deep, ...smallOutput, batchNorm: true },
} as const satisfies Readonly<Record<string, Settings>>;

/** A run by name. */
export type RunName = keyof typeof runs;

/** What one run measures. */
export interface RunFigures {
  /** Steps taken before the first batch with a loss below a limit; null where there was none. */
  readonly stepsBelow: (limit: number) => number;
  /** The same for the mean of the last hundred batches. */
  readonly smoothedStepsBelow: (limit: number) => number;
  /** Mean of the last hundred batches, in nats. */
  readonly finalLoss: number;
  /** Share of the examples in dev whose next character has the largest logit. */
  readonly accuracy: number;
  /** std of the gradient of each hidden weight at the first step, and update : data at the last. */
  readonly firstGradients: readonly number[];
  readonly updateRatios: readonly number[];
}

/** Makes a run with each of the training seeds. @param turn called now and then, for others to get theirs */
export async function measureRuns(
  name: RunName,
  examples: Examples,
  turn: (step: number, of: number) => Promise<void>,
): Promise<RunFigures[]> {
  const split = packSplit(examples.train, examples.blockSize);
  const dev = packSplit(examples.dev, examples.blockSize);
  const figures: RunFigures[] = [];
  for (const [index, seed] of trainingSeeds.entries()) {
    const settings: Settings = { ...runs[name], lr: [{ from: 0, rate: RATE }], seed };
    const onStep = (step: number) => turn(index * STEPS + step, trainingSeeds.length * STEPS);
    const first = trainerOf({ ...settings, steps: 1 }, split, examples.vocabSize);
    const trainer = trainerOf({ ...settings, steps: STEPS }, split, examples.vocabSize);
    try {
      first.step();
      figures.push(
        await measureRun(trainer, dev, { firstGradients: hiddenWeights(first).map(({ gradStd }) => gradStd) }, onStep),
      );
    } finally {
      first.close();
      trainer.close();
    }
  }
  return figures;
}

function trainerOf(settings: Settings, split: PackedSplit, vocabSize: number): Trainer {
  return new Trainer(resolveConfig(null, settings), split, vocabSize);
}

async function measureRun(
  trainer: Trainer,
  dev: PackedSplit,
  known: Pick<RunFigures, 'firstGradients'>,
  onStep: (step: number) => Promise<void>,
): Promise<RunFigures> {
  const losses: number[] = [];
  while (!trainer.isDone) {
    losses.push(trainer.step());
    if (losses.length % 10 === 0) await onStep(losses.length);
  }
  const means = losses.slice(WINDOW - 1).map((_, end) => mean(losses.slice(end, end + WINDOW)));
  return {
    ...known,
    stepsBelow: (limit) => orNever(losses.findIndex((loss) => loss < limit)),
    smoothedStepsBelow: (limit) => orNever(means.findIndex((loss) => loss < limit)) + WINDOW,
    finalLoss: means.at(-1) ?? NaN,
    accuracy: accuracy(trainer, dev),
    updateRatios: hiddenWeights(trainer).map(({ updateRatio }) => updateRatio),
  };
}

function orNever(index: number): number {
  return index === -1 ? Infinity : index;
}

function hiddenWeights(trainer: Trainer) {
  const hidden = new Set(trainer.network.hiddenWeights.map(({ name }) => name));
  return (trainer.log.last?.weights ?? []).filter(({ name }) => hidden.has(name));
}

/** In evaluation, a thousand rows at a time. */
function accuracy(trainer: Trainer, { X, Y, rows, block }: PackedSplit): number {
  const CHUNK = 1000;
  let right = 0;
  for (let start = 0; start < rows; start += CHUNK) {
    const end = Math.min(start + CHUNK, rows);
    right += trainer.inWorkspace(() =>
      noGrad(() => {
        const contexts = new Tensor(X.subarray(start * block, end * block), [end - start, block]);
        const guesses = forward(trainer.network, contexts, false).max(1).indices.data; // (end - start)
        return guesses.reduce((count, guess, row) => count + (guess === Y[start + row] ? 1 : 0), 0);
      }),
    );
  }
  return right / rows;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
