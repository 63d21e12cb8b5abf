import { asNumber } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import { format, formatLoss } from '../../src/grading/format.js';
import { closeEnough } from '../../src/grading/tolerance.js';
import type { Fail, Plot } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';

/** The lecture's 27 characters. */
const LECTURE = 27;

async function ask(subject: Subject, vocabSize: number): Promise<number> {
  const { value } = await subject.call('expectedInitialLoss', vocabSize);
  return asNumber(value, `expectedInitialLoss(${vocabSize})`);
}

function isRight(measured: number, expected: number): boolean {
  return Math.abs(measured - expected) <= closeEnough(expected);
}

const positive: Check = {
  id: '1.1/positive',
  asks: 'The expected loss is a positive number of nats',
  points: 1,
  run: async (subject) => {
    const measured = await ask(subject, LECTURE);
    const expected = `a positive number: about ${formatLoss(Math.log(LECTURE))}`;
    if (measured > 0 && Number.isFinite(measured)) return { status: 'pass', measured: formatLoss(measured), expected };
    return {
      status: 'fail',
      rationale:
        measured < 0
          ? `expectedInitialLoss(${LECTURE}) is ${format(measured)}. The logarithm of a probability is negative, because a probability is below 1; a loss is its negative, so that less is better and 0 is perfect.`
          : `expectedInitialLoss(${LECTURE}) is ${format(measured)}. A network that spreads its bets evenly is sometimes right: its loss is finite and above 0.`,
      measured,
      expected,
      next: 'Take the probability that such a network gives to the right character, and the negative of its logarithm.',
    };
  },
};

const natural: Check = {
  id: '1.1/natural-logarithm',
  asks: 'For 27 characters it is the natural logarithm of 27',
  points: 1,
  dependsOn: ['1.1/positive'],
  run: async (subject) => {
    const measured = await ask(subject, LECTURE);
    // For the diagnosis: at one size a number that is written out looks like a formula, at three it does not.
    for (const size of [2, 64]) await ask(subject, size);
    const expected = Math.log(LECTURE);
    if (isRight(measured, expected)) {
      return { status: 'pass', measured: formatLoss(measured), expected: `ln 27 = ${formatLoss(expected)}` };
    }
    const ratio = measured / expected;
    return {
      status: 'fail',
      rationale:
        `expectedInitialLoss(${LECTURE}) is ${formatLoss(measured)}, where -ln(1/27) = ln 27 = ${formatLoss(expected)} (ratio ${format(ratio)}). ` +
        'Cross-entropy is measured in nats, with the natural logarithm: against another figure a healthy network looks ill, and an ill one healthy.',
      measured,
      expected,
      ratio,
      error: Math.abs(measured - expected),
      next: 'Each of the 27 characters gets the probability 1/27. The loss is -Math.log of it: Math.log is the natural logarithm, Math.log2 and Math.log10 are not.',
    };
  },
};

function curve(sizes: readonly number[], measured: readonly number[]): Plot {
  return {
    kind: 'line',
    title: 'The loss of a network that prefers nothing',
    x: { label: 'vocabSize', values: sizes },
    y: { label: 'loss', unit: 'nats' },
    series: [
      { name: 'expectedInitialLoss', values: measured },
      { name: 'ln(vocabSize)', values: sizes.map((size) => Math.log(size)) },
    ],
  };
}

const everySize: Check = {
  id: '1.1/every-vocabulary',
  asks: 'It is ln(vocabSize) for a vocabulary of any size',
  points: 1,
  dependsOn: ['1.1/natural-logarithm'],
  run: async (subject, { generator }) => {
    const drawn = Array.from({ length: 5 }, () => generator.randint(3, 300));
    const sizes = [...new Set([2, 10, 27, 64, 128, 256, ...drawn])].sort((a, b) => a - b);
    const answers: number[] = [];
    for (const size of sizes) answers.push(await ask(subject, size));
    const large = 50_257; // the vocabulary of GPT-2
    const asked = [...sizes, large];
    const measured = [...answers, await ask(subject, large)];
    const plots = [curve(sizes, answers)];
    const wrong = asked.findIndex((size, index) => !isRight(measured[index] ?? NaN, Math.log(size)));
    const size = asked[wrong];
    if (size === undefined) {
      return { status: 'pass', measured: `right for ${asked.join(', ')}`, expected: 'ln(vocabSize)', plots };
    }
    const answer = measured[wrong] ?? NaN;
    const expected = Math.log(size);
    return {
      status: 'fail',
      rationale: `expectedInitialLoss(${size}) is ${formatLoss(answer)}, where ln ${size} = ${formatLoss(expected)}. It is right for 27, but it has to follow from the argument: the more characters there are, the less a guess is worth.`,
      measured: answer,
      expected,
      ratio: answer / expected,
      error: Math.abs(answer - expected),
      plots,
      next: 'Use vocabSize in the formula wherever 27 stands.',
    } satisfies Fail;
  },
};

const certain: Check = {
  id: '1.1/one-character-is-certain',
  asks: 'With one character in the vocabulary there is nothing to lose',
  points: 1,
  dependsOn: ['1.1/natural-logarithm'],
  run: async (subject) => {
    const measured = await ask(subject, 1);
    if (isRight(measured, 0)) return { status: 'pass', measured: formatLoss(Math.abs(measured)), expected: 'ln 1 = 0' };
    return {
      status: 'fail',
      rationale: `expectedInitialLoss(1) is ${format(measured)}. Where only one character exists, every guess is right: its probability is 1 and the loss ln 1 = 0.`,
      measured,
      expected: 0,
      error: Math.abs(measured),
      next: 'Look for something added to vocabSize or to the result, such as an end marker: it is already counted.',
    };
  },
};

const grader: Grader = {
  id: '1.1',
  checks: [positive, natural, everySize, certain],
  hints: [
    'A network that knows nothing yet, and does not pretend to: which probability does it give to each of the 27 characters?',
    'Each character gets 1 / vocabSize. The cross-entropy of one example is the negative natural logarithm of the probability of the character that came.',
    'return -Math.log(1 / vocabSize), which is Math.log(vocabSize).',
  ],
};

export default grader;
