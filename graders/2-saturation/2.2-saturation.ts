import { asNumber, asRecord } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import { format, formatShare } from '../../src/grading/format.js';
import { normalTensor } from '../../src/checks/inputs.js';
import { firstFailure } from '../../src/checks/judge.js';
import { histogram } from '../../src/checks/plots.js';
import { closeEnough, meanRounding, stdRounding } from '../../src/grading/tolerance.js';
import type { Fail, Pass } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import { TensorValue, type Value } from '../../src/guest/contract/value.js';
import { fromTensor } from '../../src/reference/matrix.js';
import { reference } from '../../src/reference/reference.js';
import type { Generator } from '../../src/torch/generator.js';

const DEFAULT_THRESHOLD = 0.97;

/** Tanh activations of a layer that is half saturated, none between 0.9 and 0.999: how far out the threshold is, is not asked here. */
function drawActivations(generator: Generator, shape: readonly number[]): TensorValue {
  const { data } = normalTensor(generator, shape, 0, 3);
  const activations = data.map((value) => Math.tanh(value));
  return new TensorValue(
    shape,
    activations.map((value) => (Math.abs(value) > 0.9 && Math.abs(value) < 0.999 ? 0 : value)),
  );
}

function row(...values: readonly number[]): TensorValue {
  return new TensorValue([1, values.length], Float32Array.from(values));
}

/** One row and one column all saturated, others in part: counting rows, columns or elements gives three figures. None lies between 0.1 and 1. */
function unevenLayer(): TensorValue {
  const rows = [
    [1, 1, 1, 1, 1],
    [1, 1, 0.1, 0.1, 0.1],
    [1, 0.1, 0.1, 0.1, 0.1],
    [1, 1, 1, 0.1, 0.1],
  ];
  return new TensorValue([4, 5], Float32Array.from(rows.flat()));
}

interface ShareQuestion {
  readonly h: TensorValue;
  /** Left out: the student's default. */
  readonly threshold?: number;
  /** What the input is, for a message. */
  readonly what: string;
  readonly consequence: string;
  readonly next: string;
}

async function judgeShare(subject: Subject, question: ShareQuestion): Promise<Pass | Fail> {
  return judgeAnswer(question, await askShare(subject, question));
}

/** Judges several questions, all of them asked: one answer may be right, or wrong like another mistake's, by chance. */
async function judgeShares(subject: Subject, questions: readonly ShareQuestion[]): Promise<readonly (Pass | Fail)[]> {
  const answers: Value[] = [];
  for (const question of questions) answers.push(await askShare(subject, question));
  return Promise.all(questions.map((question, index) => judgeAnswer(question, answers[index])));
}

async function askShare(subject: Subject, { h, threshold }: ShareQuestion): Promise<Value> {
  return (await subject.call('saturation', ...(threshold === undefined ? [h] : [h, threshold]))).value;
}

async function judgeAnswer(question: ShareQuestion, answer: Value): Promise<Pass | Fail> {
  const { h, threshold, what } = question;
  const called = `saturation(h${threshold === undefined ? '' : `, ${threshold}`})`;
  const measured = asNumber(answer, called);
  const { saturated } = await reference.statistics(fromTensor(h), threshold ?? DEFAULT_THRESHOLD);
  const count = `${Math.round(saturated * h.data.length)} of ${h.data.length}`;
  const expected = `${format(saturated)} (${count} values)`;
  if (Math.abs(measured - saturated) <= closeEnough(saturated)) {
    return { status: 'pass', measured: format(measured), expected };
  }
  return {
    status: 'fail',
    rationale: `${called} is ${format(measured)} for ${what}, where ${count} values count: ${format(saturated)}. ${question.consequence}`,
    measured,
    expected,
    ...(saturated > 0 ? { ratio: measured / saturated } : {}),
    error: Math.abs(measured - saturated),
    next: question.next,
  };
}

const share: Check = {
  id: '2.2/share',
  asks: 'saturation is the share of all activations beyond the threshold, in 0..1',
  points: 1,
  run: async (subject) => {
    const advice = {
      consequence: 'A share counts elements over all rows and columns and divides by their number: 0.375 is 37.5 %.',
      next: 'The mean of h.abs().gt(threshold), which is 1 where the condition holds and 0 elsewhere, is that share.',
    };
    return firstFailure(
      await judgeShares(subject, [
        {
          h: new TensorValue([2, 4], Float32Array.of(0.999, 0.1, 0.5, 0.2, 1, 1, 0, -0.3)),
          what: '2 rows of 4 activations, [0.999, 0.1, 0.5, 0.2] and [1, 1, 0, -0.3]',
          ...advice,
        },
        { h: unevenLayer(), threshold: 0.5, what: '4 rows of 5 activations, one row and one column all 1', ...advice },
      ]),
    );
  },
};

const bothTails: Check = {
  id: '2.2/both-tails',
  asks: 'Activations near -1 are as saturated as those near 1',
  points: 1,
  dependsOn: ['2.2/share'],
  run: async (subject, { generator }) => {
    const advice = {
      consequence: 'tanh is flat at both ends: a unit stuck at -1 passes as little gradient back as one stuck at 1.',
      next: 'Compare the absolute value: h.abs().gt(threshold).',
    };
    const negative = row(-0.999, -1, -0.5, 0.3, 0);
    const outcome = await judgeShare(subject, { h: negative, what: '[-0.999, -1, -0.5, 0.3, 0]', ...advice });
    if (outcome.status === 'fail') return outcome;
    const h = drawActivations(generator, [32, 200]);
    const layer = await judgeShare(subject, {
      h,
      what: 'a layer of 32x200 activations, half of them saturated',
      ...advice,
    });
    const saturated = (await reference.statistics(fromTensor(h))).saturated;
    const title = `The layer that was asked about: ${formatShare(saturated)} saturated`;
    return { ...layer, plots: [histogram(title, 'h', 1.0001, [{ name: 'h', values: h.data }])] };
  },
};

const threshold: Check = {
  id: '2.2/threshold',
  asks: 'The threshold is respected, 0.97 where none is given, and a value that equals it does not count',
  points: 1,
  dependsOn: ['2.2/share'],
  run: async (subject) => {
    // 0.5 and 0.75 are exact in binary: no rounding decides whether they are equal to the threshold.
    // Negative ones only at the threshold itself: whether the others count is the matter of the check before.
    const values = [0.125, 0.5, 0.5, 0.75, 0.75, 0.875, 0.96, 0.98];
    const atHalf = values.with(2, -0.5);
    const atThreeQuarters = values.with(4, -0.75);
    const cases = [
      { values, threshold: 0.25, next: 'Use the threshold that was passed in.' },
      {
        values: atHalf,
        threshold: 0.5,
        next: 'Compare with > (gt), not with >=: neither 0.5 nor -0.5 is beyond 0.5.',
      },
      {
        values: atThreeQuarters,
        threshold: 0.75,
        next: 'Compare with > (gt), not with >=: neither 0.75 nor -0.75 is beyond 0.75.',
      },
      { values, next: 'Give the parameter its default: threshold = 0.97.' },
    ];
    const outcomes = await judgeShares(
      subject,
      cases.map(({ values, ...each }) => ({
        h: row(...values),
        what: `[${values.join(', ')}]`,
        consequence: 'Beyond means strictly above it.',
        ...each,
      })),
    );
    const outcome = firstFailure(outcomes);
    if (outcome.status === 'fail') return outcome;
    const shares = outcomes.map(({ measured }, index) => `${cases[index]?.threshold ?? 'default'}: ${measured}`);
    return { status: 'pass', measured: shares.join(', '), expected: 'the share strictly beyond each threshold' };
  },
};

function largestOf({ data }: TensorValue): number {
  return data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

interface Asked {
  readonly name: 'mean' | 'std' | 'min' | 'max';
  readonly bound: number;
  readonly consequence: string;
  readonly next: string;
}

async function askStatistics(subject: Subject, hPreact: TensorValue): Promise<Value> {
  return (await subject.call('preactivationStats', hPreact)).value;
}

async function judgeStatistics(value: Value, hPreact: TensorValue, asked: readonly Asked[]): Promise<Pass | Fail> {
  const called = 'preactivationStats(hPreact)';
  const answer = asRecord(value, called);
  const right = await reference.statistics(fromTensor(hPreact));
  const where = `[${hPreact.shape.join(', ')}]`;
  for (const { name, bound, consequence, next } of asked) {
    const measured = asNumber(answer[name], `${name} of ${called}`);
    const expected = right[name];
    if (Math.abs(measured - expected) <= closeEnough(expected, bound)) continue;
    return {
      status: 'fail',
      rationale: `${name} of ${called} is ${format(measured)} for hPreact ${where}, where all ${format(hPreact.data.length)} values give ${format(expected)}. ${consequence}`,
      measured,
      expected,
      ratio: measured / expected,
      error: Math.abs(measured - expected),
      next,
    };
  }
  const list = (read: (name: Asked['name']) => number) =>
    asked.map(({ name }) => `${name} ${format(read(name))}`).join(', ');
  return {
    status: 'pass',
    measured: list((name) => asNumber(answer[name], name)),
    expected: list((name) => right[name]),
  };
}

const meanAndRange: Check = {
  id: '2.2/mean-and-range',
  asks: 'preactivationStats gives the mean, the smallest and the largest of all pre-activations',
  points: 1,
  run: async (subject, { generator }) => {
    const consequence = 'These figures are about the whole layer: one number over all rows and columns.';
    const judge = async (hPreact: TensorValue) =>
      judgeStatistics(await askStatistics(subject, hPreact), hPreact, [
        {
          name: 'mean',
          bound: meanRounding(hPreact.data.length, largestOf(hPreact)),
          consequence,
          next: 'hPreact.mean().item() averages over all elements.',
        },
        { name: 'min', bound: 0, consequence, next: 'hPreact.min().item() is the smallest element, sign and all.' },
        { name: 'max', bound: 0, consequence, next: 'hPreact.max().item() is the largest element, sign and all.' },
      ]);
    return firstFailure([
      await judge(normalTensor(generator, [32, 200], 0.4, 1.7)),
      // The largest in size is negative, the smallest in size is neither minimum nor maximum.
      await judge(row(-6, 1, 2, 0.5)),
      // All on one side of 0: a search that starts from 0 never leaves it.
      await judge(row(3, 0.5, 1)),
      await judge(row(-3, -0.5, -1)),
    ]);
  },
};

const sampleStd: Check = {
  id: '2.2/sample-std',
  asks: 'std is the sample standard deviation (n - 1), as PyTorch computes it',
  points: 1,
  run: async (subject, { generator }) => {
    // Few values, so that n and n - 1 differ by more than rounding; a mean that is not 0, so that it has to be taken out.
    const shapes = [
      [2, 3],
      [3, 1],
      [32, 20],
    ] as const;
    const asked: { readonly hPreact: TensorValue; readonly answer: Value }[] = [];
    for (const shape of shapes) {
      const hPreact = normalTensor(generator, shape, 1.5, 2);
      asked.push({ hPreact, answer: await askStatistics(subject, hPreact) });
    }
    const outcomes: (Pass | Fail)[] = [];
    for (const { hPreact, answer } of asked) {
      const { std } = await reference.statistics(fromTensor(hPreact));
      const outcome = await judgeStatistics(answer, hPreact, [
        {
          name: 'std',
          bound: stdRounding(hPreact.data.length, std, largestOf(hPreact)),
          consequence:
            'The standard deviation is the root of the sum of squared distances from the mean over n - 1. Another divisor, a mean that is not taken out or a missing root gives another figure.',
          next: 'hPreact.std().item() divides by n - 1 and is the root of hPreact.var().',
        },
      ]);
      if (outcome.status === 'fail') return outcome;
      outcomes.unshift(outcome); // the largest is the one to report
    }
    return firstFailure(outcomes);
  },
};

const grader: Grader = {
  id: '2.2',
  checks: [share, bothTails, threshold, meanAndRange, sampleStd],
  hints: [
    'When is a tanh unit of no use for training: at which end of its range, and how near to it?',
    'A saturated activation has |h| > 0.97. Comparing gives 0 or 1 for each, and the mean of zeros and ones is a share.',
    'h.abs().gt(threshold).mean().item(); and mean(), std(), min(), max() of hPreact, each with .item().',
  ],
};

export default grader;
