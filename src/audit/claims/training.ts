/** Claims about training: the ten-layer table, recovery from a naive start, update ratios and gradients. */
import type { Case, Claim } from '../claim.js';
import { above, aboutShare, between, nearestPowerOfTen, within, withinFactorTwo } from '../criteria.js';
import type { Lab } from '../lab/lab.js';
import { trainingSeeds } from '../lab/seeds.js';
import type { RunFigures, RunName } from '../lab/training.js';
import { caseOf, ofCases, percent, steps } from './make.js';

const topic = 'Training';
const trained = { usesData: true, trains: true } as const;
const setup =
  'ten hidden layers of 100 tanh units, 1,000 steps of 32 examples at a learning rate of 0.1; the tutorial does not say its width and rate';

interface Row {
  readonly run: RunName;
  readonly title: string;
  readonly steps: number;
  readonly loss: number;
  readonly accuracy: number;
}

/** The tutorial's table of ten layers and a thousand steps. */
const table = [
  { run: 'deepNaive', title: 'the naive start', steps: 850, loss: 2.8, accuracy: 0.68 },
  { run: 'deepQuickFix', title: 'weights times 0.2', steps: 320, loss: 2.3, accuracy: 0.74 },
  { run: 'deepXavier', title: 'weights of std 1 / √fanIn ("Xavier")', steps: 180, loss: 2.1, accuracy: 0.76 },
  { run: 'deepKaiming', title: 'Kaiming', steps: 120, loss: 1.9, accuracy: 0.79 },
  { run: 'deepBatchNorm', title: 'Kaiming and batch norm', steps: 50, loss: 1.7, accuracy: 0.82 },
] as const satisfies readonly Row[];

/** One case a seed. */
async function bySeed(lab: Lab, run: RunName, read: (figures: RunFigures, name: string) => Case): Promise<Case[]> {
  const runs = await lab.runs(run);
  return runs.map((figures, index) => read(figures, `seed ${trainingSeeds[index] ?? ''}`));
}

/** Of each row of the table, over its seeds; one row after the other. */
async function means(lab: Lab, figure: 'finalLoss' | 'accuracy'): Promise<number[]> {
  const all: number[] = [];
  for (const { run } of table) {
    const runs = await lab.runs(run);
    all.push(runs.reduce((sum, each) => sum + each[figure], 0) / runs.length);
  }
  return all;
}

const slug = (run: RunName): string => run.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const stepClaims = table.map((row): Claim =>
  ofCases(
    {
      id: `training/${slug(row.run)}-steps`,
      topic,
      title: `Steps to a loss below 4.0 in ten layers, ${row.title}`,
      says: String(row.steps),
      how: `steps before the first ten batches in a row whose mean is below 4.0; ${setup}`,
    },
    trained,
    (lab) =>
      bySeed(lab, row.run, (figures, name) => caseOf(name, figures.stepsBelow(4, 10), withinFactorTwo(row.steps))),
    steps,
  ),
);

const lossClaims = table.map((row): Claim =>
  ofCases(
    {
      id: `training/${slug(row.run)}-loss`,
      topic,
      title: `Final loss in ten layers, ${row.title}`,
      says: String(row.loss),
      how: 'mean of the last 100 batches of the same runs',
    },
    trained,
    (lab) => bySeed(lab, row.run, ({ finalLoss }, name) => caseOf(name, finalLoss, within(0.1, row.loss))),
  ),
);

/** In the order of the tutorial. */
export const trainingClaims: readonly Claim[] = [
  ofCases(
    {
      id: 'training/recovery',
      topic,
      title: 'Steps until a naive start is where a good one begins',
      says: '1000',
      how: 'one hidden layer, 5,000 steps: those before the first hundred batches in a row whose mean is below ln V',
    },
    trained,
    (lab) =>
      bySeed(lab, 'shallowNaive', (figures, name) =>
        caseOf(name, figures.stepsBelow(Math.log(lab.examples.vocabSize), 100), withinFactorTwo(1000)),
      ),
    steps,
  ),
  ofCases(
    {
      id: 'training/update-ratio',
      topic,
      title: 'Update : data ratio of hidden weights at learning rate 0.1',
      says: '≈ 10⁻³',
      how: 'at the thousandth step: Kaiming with one hidden layer, and with ten and batch norm',
    },
    trained,
    async (lab) => [
      ...hiddenCases('one layer', (await lab.runs('shallowKaiming'))[0]?.updateRatios, nearestPowerOfTen(-3)),
      ...hiddenCases('ten layers', (await lab.runs('deepBatchNorm'))[0]?.updateRatios, nearestPowerOfTen(-3)),
    ],
  ),
  ofCases(
    {
      id: 'training/gradients',
      topic,
      title: 'Gradient std of hidden weights at initialization',
      says: '10⁻⁴ to 10⁻²',
      how: 'at the first step: Kaiming with one hidden layer, and with ten and batch norm',
    },
    trained,
    async (lab) => [
      ...hiddenCases('one layer', (await lab.runs('shallowKaiming'))[0]?.firstGradients, between(1e-4, 1e-2)),
      ...hiddenCases('ten layers', (await lab.runs('deepBatchNorm'))[0]?.firstGradients, between(1e-4, 1e-2)),
    ],
  ),
  ...stepClaims,
  ...lossClaims,
  ofCases(
    {
      id: 'training/order',
      topic,
      title: 'Each start in the ten-layer table ends with a lower loss than the one above it',
      says: '2.8 > 2.3 > 2.1 > 1.9 > 1.7',
      how: 'the same runs: by how much, in the mean over seeds',
    },
    trained,
    async (lab) => {
      const losses = await means(lab, 'finalLoss');
      return table
        .slice(1)
        .map(({ title }, index) => caseOf(title, (losses[index] ?? NaN) - (losses[index + 1] ?? NaN), above(0)));
    },
  ),
  ofCases(
    {
      id: 'training/accuracy',
      topic,
      title: 'Share of next characters guessed after 1,000 steps in ten layers',
      says: '68 %, 74 %, 76 %, 79 %, 82 %',
      how: 'the same runs: of the examples in dev, in evaluation, mean over seeds',
      why: 'Names do not say how they go on: after most contexts several letters are about equally likely.',
    },
    trained,
    async (lab) => {
      const accuracies = await means(lab, 'accuracy');
      return table.map(({ title, accuracy }, index) => caseOf(title, accuracies[index] ?? NaN, aboutShare(accuracy)));
    },
    percent,
  ),
];

function hiddenCases(name: string, values: readonly number[] = [], criterion: Case['criterion']): Case[] {
  return values.map((value, index) => caseOf(`${name}, W${index + 1}`, value, criterion));
}
