import { asList, asNumber, asRecord, asString, WrongAnswer } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import { format } from '../../src/grading/format.js';
import { filledTensor, normalTensor, trained } from '../../src/checks/inputs.js';
import { judgeNumbers, type NumberQuestion } from '../../src/checks/judge-number.js';
import { stdRounding, UNIT_ROUNDOFF } from '../../src/grading/tolerance.js';
import type { Fail } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import { TensorValue } from '../../src/guest/contract/value.js';
import { fromTensor } from '../../src/reference/matrix.js';
import { reference } from '../../src/reference/reference.js';
import type { Generator } from '../../src/torch/generator.js';

type Verdict = 'ok' | 'too large' | 'too small';

/** Data and gradient of one parameter: means far from 0 show a root mean square where a std belongs. */
function withGradient(generator: Generator, shape: readonly number[], dataStd: number, gradStd: number): TensorValue {
  const { data } = normalTensor(generator, shape, dataStd, dataStd);
  const grad = normalTensor(generator, shape, gradStd / 2, gradStd).data;
  return new TensorValue(shape, data, { requiresGrad: true, grad });
}

/** A std in float64, and how far float32 may be from it. */
async function stdOf(data: Float32Array) {
  const { std } = await reference.statistics(fromTensor({ shape: [data.length], data }));
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { std, bound: stdRounding(data.length, std, largest) };
}

/** std(learningRate * grad) / std(data), with the rounding of both roots, the product and the quotient. */
async function expectedRatio(parameter: TensorValue, learningRate: number) {
  const update = await stdOf(parameter.grad ?? new Float32Array(parameter.data.length));
  const size = await stdOf(parameter.data);
  const ratio = (learningRate * update.std) / size.std;
  const relative = update.bound / update.std + size.bound / size.std + 4 * UNIT_ROUNDOFF;
  return { ratio, bound: ratio * relative };
}

async function askRows(subject: Subject, parameters: readonly TensorValue[], learningRate: number) {
  const { value } = await subject.call('updateRatios', parameters, learningRate);
  const rows = asList(value, 'updateRatios(parameters, learningRate)').map((row, index) =>
    asRecord(row, `row ${index}`),
  );
  const expected = parameters.filter(({ grad }) => grad !== null).length;
  if (rows.length !== expected) throw new WrongAnswer(wrongCount(rows.length, expected, parameters.length));
  return rows.map((row, index) => ({
    ratio: () => asNumber(row['ratio'], `ratio of row ${index}`),
    verdict: () => asString(row['verdict'], `verdict of row ${index}`),
  }));
}

function wrongCount(measured: number, expected: number, parameters: number): Fail {
  return {
    status: 'fail',
    rationale: `updateRatios returned ${measured} rows for ${parameters} parameters of which ${expected} have a gradient. ${
      measured > expected
        ? 'Without a gradient there is no step: a ratio of 0 for it would read as "too small", for nothing that is wrong.'
        : 'A parameter that is left out is one whose steps go unseen.'
    }`,
    measured: `${measured} rows`,
    expected: `${expected} rows`,
    next: 'Leave out the parameters whose grad is null, and keep the others in their order.',
  };
}

const ratioOfStds: Check = {
  id: '6.3/ratio',
  asks: 'ratio is std(learningRate * grad) / std(data)',
  points: 1,
  run: async (subject, { generator }) => {
    // Ratios of the order of 1 and learning rates other than 0.1: what PyTorch calls close for float32 is 1e-5, which would
    // be a large part of a healthy ratio.
    const cases = [
      { shape: [6, 5], dataStd: 0.5, gradStd: 2, learningRate: 0.3 },
      { shape: [27], dataStd: 2, gradStd: 0.5, learningRate: 1.5 },
      { shape: [30, 20], dataStd: 0.3, gradStd: 0.4, learningRate: 0.7 },
    ];
    const questions: NumberQuestion[] = [];
    for (const [index, { shape, dataStd, gradStd, learningRate }] of cases.entries()) {
      const parameter = withGradient(generator, shape, dataStd, gradStd);
      const [row] = await askRows(subject, [parameter], learningRate);
      const { ratio, bound } = await expectedRatio(parameter, learningRate);
      questions.push({
        what: `The ratio of a parameter of shape [${shape.join(', ')}] at learning rate ${learningRate}`,
        measured: row?.ratio() ?? NaN,
        expected: ratio,
        bound,
        reference: 'std(learningRate * grad) / std(data)',
        consequence:
          index === 0
            ? 'The ratio says how large one step is against what it changes: the step is learningRate * grad, and both are measured by their std.'
            : 'The first case was right: look at how the learning rate and the shape enter.',
        next: 'Divide parameter.grad.mul(learningRate).std().item() by parameter.std().item().',
      });
    }
    return judgeNumbers(questions);
  },
};

/** A ratio at the right distance: twice beyond a threshold, or half within it. */
const verdictCases: readonly { readonly ratio: number; readonly verdict: Verdict }[] = [
  { ratio: 0.002, verdict: 'ok' },
  { ratio: 0.025, verdict: 'too large' },
  { ratio: 4e-5, verdict: 'too small' },
  { ratio: 0.0045, verdict: 'ok' },
  { ratio: 0.9, verdict: 'too large' },
  { ratio: 2.5e-4, verdict: 'ok' },
  { ratio: 1e-7, verdict: 'too small' },
];

/**
 * A ratio of exactly 0.01, which is still 'ok'. Divided by n - 1 the stds of the first are 9 and 900, without rounding on any way to
 * compute them; divided by n, which cancels in the ratio, those of the second are 3 and 300. Each is rounded up where the other is
 * exact: who compares with > finds one of them ok, who compares with >= neither. In float32 the quotient lies just below 0.01, so
 * either way it is not above. (0.0001 lies on the wrong side in float32: not asked.)
 */
const atBound = [
  [-9, 0, 9],
  [-3, -3, -3, -3, -3, -3, -3, -3, 3, 3, 3, 3, 3, 3, 3, 3],
].map(
  (values) =>
    new TensorValue(
      [values.length],
      Float32Array.from(values, (value) => 100 * value),
      {
        requiresGrad: true,
        grad: Float32Array.from(values),
      },
    ),
);

const verdicts: Check = {
  id: '6.3/verdict',
  asks: "verdict is 'too large' above 0.01, 'too small' below 0.0001, and 'ok' between",
  points: 1,
  dependsOn: ['6.3/ratio'],
  run: async (subject, { generator }) => {
    const learningRate = 0.1;
    const parameters: TensorValue[] = [];
    for (const { ratio } of verdictCases) {
      const shape = [16, 8];
      const { data } = normalTensor(generator, shape, 0, 0.2);
      const drawn = normalTensor(generator, shape).data;
      // Scaled to the ratio that the case is about.
      const scale = (ratio * (await stdOf(data)).std) / (learningRate * (await stdOf(drawn)).std);
      const grad = drawn.map((value) => value * scale);
      parameters.push(new TensorValue(shape, data, { requiresGrad: true, grad }));
    }
    const rows = await askRows(subject, parameters, learningRate);
    for (const [index, { ratio, verdict }] of verdictCases.entries()) {
      const measured = rows[index]?.verdict();
      if (measured === verdict) continue;
      return {
        status: 'fail',
        rationale: `For a ratio of ${format(ratio)} the verdict is ${JSON.stringify(measured)}, where it should be '${verdict}'. About 0.001 is a good pace: a step above a hundredth of the weights overwrites what was learned, one below a ten-thousandth hardly moves them.`,
        measured: measured ?? 'undefined',
        expected: `'${verdict}' for a ratio of ${format(ratio)}`,
        next: "Compare the ratio with 0.01 and with 0.0001; write the verdicts exactly as 'ok', 'too large', 'too small'.",
      };
    }
    const atBoundVerdicts = (await askRows(subject, atBound, 1)).map((row) => row.verdict());
    if (!atBoundVerdicts.includes('ok')) {
      const measured = atBoundVerdicts[0] ?? 'undefined';
      return {
        status: 'fail',
        rationale: `For a ratio of exactly 0.01 the verdict is ${JSON.stringify(measured)}, where it should be 'ok': only what lies above the bound is too large.`,
        measured,
        expected: "'ok' for a ratio of 0.01",
        next: 'Compare with > 0.01 and with < 0.0001: both bounds belong to ok.',
      };
    }
    return {
      status: 'pass',
      measured: verdictCases.map(({ ratio }, index) => `${format(ratio)} ${rows[index]?.verdict() ?? ''}`).join(', '),
      expected: '> 0.01 too large, < 0.0001 too small, ok between',
    };
  },
};

const skipsWithoutGradient: Check = {
  id: '6.3/skips-what-has-no-gradient',
  asks: 'Parameters without a gradient are left out; the others keep their order',
  points: 1,
  run: async (subject, { generator }) => {
    const without = [normalTensor(generator, [5]), trained(normalTensor(generator, [3, 4]))];
    await askRows(subject, without, 0.1);
    // Ratios a hundred apart, so that the rows show the order that they are in.
    const parameters = [
      withGradient(generator, [4, 5], 1, 1),
      ...without,
      withGradient(generator, [6, 6], 1, 100),
      withGradient(generator, [30], 1, 1e-2),
    ];
    const ratios = (await askRows(subject, parameters, 0.1)).map((row) => row.ratio());
    const [first = NaN, second = NaN, third = NaN] = ratios;
    // A quotient upside down keeps the first between the others; it is the business of 6.3/ratio.
    if (!((third < first && first < second) || (second < first && first < third))) {
      return {
        status: 'fail',
        rationale: `The ratios are ${ratios.map(format).join(', ')} for parameters whose gradients are about 1, 100 and 0.01 times their data: a row must belong to the parameter at its place.`,
        measured: ratios.map(format).join(', '),
        expected: 'the first between the others',
        next: 'Walk over the parameters in their order, and skip only those whose grad is null.',
      };
    }
    return {
      status: 'pass',
      measured: `${ratios.length} rows for ${parameters.length} parameters; none for the ${without.length} without a gradient`,
      expected: 'one row for each gradient',
    };
  },
};

const constantParameter: Check = {
  id: '6.3/constant-parameter',
  asks: "Where std(data) is 0 the ratio is Infinity, 'too large'",
  points: 1,
  run: async (subject, { generator }) => {
    // Values and counts that are exact in binary, so that every way to compute a std of them gives exactly 0.
    const gradients = [
      normalTensor(generator, [8, 4], 0, 0.01),
      normalTensor(generator, [16], 0, 3),
      filledTensor([32], 0),
    ];
    const values = [0, 0.5, 0];
    const parameters = gradients.map(({ shape, data: grad }, index) => {
      const { data } = filledTensor(shape, values[index] ?? 0);
      return new TensorValue(shape, data, { requiresGrad: true, grad });
    });
    // What the student calls a ratio far too large: the words themselves are the business of 6.3/verdict.
    const huge = withGradient(generator, [8, 8], 0.01, 100);
    const rows = await askRows(subject, [...parameters, huge], 0.1);
    const tooLarge = ['too large', rows.pop()?.verdict()];
    for (const [index, row] of rows.entries()) {
      const ratio = row.ratio();
      const verdict = row.verdict();
      if (ratio === Infinity && tooLarge.includes(verdict)) continue;
      const gradient = index === 2 ? 'a gradient of 0' : 'a gradient';
      return {
        status: 'fail',
        rationale: `A parameter that is ${values[index] ?? 0} everywhere and has ${gradient} gets the ratio ${format(ratio)}, '${verdict}'. Against data that do not vary any step is infinitely large; 0 / 0 is NaN, which is neither above nor below a threshold and passes every test unseen.`,
        measured: `${format(ratio)}, '${verdict}'`,
        expected: "Infinity, 'too large'",
        next: "Ask whether std(data) is 0 before you divide: then the ratio is Infinity and the verdict 'too large'.",
      };
    }
    return {
      status: 'pass',
      measured: "Infinity, 'too large' for data of 0, of 0.5, and of 0 with a gradient of 0",
      expected: "Infinity, 'too large'",
    };
  },
};

const grader: Grader = {
  id: '6.3',
  checks: [ratioOfStds, verdicts, skipsWithoutGradient, constantParameter],
  hints: [
    'A gradient of 0.01: is that much or little? What would you have to compare it with, and what does the learning rate have to do with it?',
    'One step changes a parameter by learningRate * grad. Divide the std of that change by the std of the parameter, leave out what has no gradient, and think of a std of 0 before dividing by it.',
    "For each parameter with a grad: const size = parameter.std().item(); const ratio = size === 0 ? Infinity : grad.mul(learningRate).std().item() / size; the verdict is ratio > 0.01 ? 'too large' : ratio < 0.0001 ? 'too small' : 'ok'.",
  ],
};

export default grader;
