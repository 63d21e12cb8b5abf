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
const STEPS = 1000;
/** Batches that the last loss is the mean of: a single one jumps about. */
const WINDOW = 100;
const RATE = 0.1;

const smallOutput = { outputInit: 'randn', outputGain: 0.01 } as const satisfies Settings;
const naive = { init: 'randn', biasInit: 1, outputInit: 'randn', outputGain: 1, outputBiasInit: 1 } as const;
const deep = { layers: 10, hidden: 100 } as const;

/** The runs that the tutorial speaks of; what they do not say is the lecture's, and a learning rate of 0.1. */
const runs = {
  // Long enough to see whether a thousand steps are a hundred too few or too many.
  shallowNaive: { ...naive, steps: 5 * STEPS },
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
  /** Steps taken before the first so many batches in a row whose mean loss is below a limit; infinite where there are none. */
  readonly stepsBelow: (limit: number, batches: number) => number;
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
    const settings: Settings = { steps: STEPS, ...runs[name], lr: [{ from: 0, rate: RATE }], seed };
    const first = trainerOf({ ...settings, steps: 1 }, split, examples.vocabSize);
    const trainer = trainerOf(settings, split, examples.vocabSize);
    const { steps } = trainer.config;
    const onStep = (step: number) => turn(index * steps + step, trainingSeeds.length * steps);
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
  return {
    ...known,
    stepsBelow: (limit, batches) => {
      const starts = losses.slice(batches - 1).map((_, start) => mean(losses.slice(start, start + batches)));
      const index = starts.findIndex((loss) => loss < limit);
      return index === -1 ? Infinity : index;
    },
    finalLoss: mean(losses.slice(-WINDOW)),
    accuracy: accuracy(trainer, dev),
    updateRatios: hiddenWeights(trainer).map(({ updateRatio }) => updateRatio),
  };
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
