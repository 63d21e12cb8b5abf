import { asList, asNumber, asRecord, WrongAnswer } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import { format } from '../../src/grading/format.js';
import { normalTensor, trained } from '../../src/checks/inputs.js';
import { judgeNumbers } from '../../src/checks/judge-number.js';
import { meanRounding, stdRounding } from '../../src/grading/tolerance.js';
import type { Fail } from '../../src/grading/verdict.js';
import type { Subject } from '../../src/guest/contract/subject.js';
import { TensorValue } from '../../src/guest/contract/value.js';
import { fromTensor } from '../../src/reference/matrix.js';
import { reference } from '../../src/reference/reference.js';
import type { Generator } from '../../src/torch/generator.js';

/** A parameter with a gradient: what it holds is far from what its gradient holds, so the two cannot be mistaken. */
function withGradient(
  generator: Generator,
  shape: readonly number[],
  mean: number,
  std: number,
  dataMean = -7,
): TensorValue {
  const { data } = normalTensor(generator, shape, dataMean, 3);
  return new TensorValue(shape, data, { requiresGrad: true, grad: normalTensor(generator, shape, mean, std).data });
}

/** The statistics that the course expects of a parameter's gradient. */
async function expectedOf(parameter: TensorValue) {
  const grad = parameter.grad ?? new Float32Array(parameter.data.length).fill(NaN);
  const { mean, std } = await reference.statistics(fromTensor({ shape: [grad.length], data: grad }));
  const largest = grad.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { mean, std, meanBound: meanRounding(grad.length, largest), stdBound: stdRounding(grad.length, std, largest) };
}

async function askRows(subject: Subject, parameters: readonly TensorValue[]) {
  const { value } = await subject.call('gradientStats', parameters);
  const rows = asList(value, 'gradientStats(parameters)').map((row, index) => asRecord(row, `row ${index}`));
  const expected = parameters.filter(({ grad }) => grad !== null).length;
  if (rows.length !== expected) throw new WrongAnswer(wrongCount(rows.length, expected, parameters.length));
  return rows;
}

function wrongCount(measured: number, expected: number, parameters: number): Fail {
  return {
    status: 'fail',
    rationale: `gradientStats returned ${measured} rows for ${parameters} parameters of which ${expected} have a gradient. ${
      measured > expected
        ? 'A parameter that took no part in the loss has a grad of null: a row of zeros or NaN would look like a vanished gradient.'
        : 'A gradient that is left out is one that may vanish unseen.'
    }`,
    measured: `${measured} rows`,
    expected: `${expected} rows`,
    next: 'Leave out the parameters whose grad is null, and keep the others in their order.',
  };
}

const skipsWithoutGradient: Check = {
  id: '6.2/skips-what-has-no-gradient',
  asks: 'One row for each parameter with a gradient, in order; none for the others',
  points: 1,
  run: async (subject, { generator }) => {
    // With and without requiresGrad: what decides is whether backward() left a gradient.
    const without = [normalTensor(generator, [5]), trained(normalTensor(generator, [3, 4]))];
    await askRows(subject, without);
    // Means far apart, of data and gradients alike, so that the rows show their order whatever was taken the mean of.
    const parameters = [
      ...without,
      withGradient(generator, [4, 5], 100, 1, 100),
      normalTensor(generator, [2, 2]),
      withGradient(generator, [6], 900, 1, 900),
      withGradient(generator, [3, 3], 5, 1, 20),
      // A gradient that vanished is a gradient: its row of zeros is what such a table is made to show.
      withGradient(generator, [4], 0, 0, -20),
      trained(normalTensor(generator, [8])),
    ];
    const rows = await askRows(subject, parameters);
    const means = rows.map((row, index) => asNumber(row['mean'], `mean of row ${index}`));
    const order = (values: readonly number[]) =>
      values.map((value) => [...values].sort((a, b) => a - b).indexOf(value));
    if (order(means).join() !== '2,3,1,0') {
      return {
        status: 'fail',
        rationale: `The gradients have means near 100, 900, 5 and 0, the rows ${means.map(format).join(', ')}: a row must belong to the parameter at its place.`,
        measured: means.map(format).join(', '),
        expected: 'near 100, 900, 5, 0',
        next: 'Walk over the parameters in their order, and read parameter.grad.',
      };
    }
    return {
      status: 'pass',
      measured: `${rows.length} rows for ${parameters.length} parameters; none for the ${without.length} without a gradient`,
      expected: 'one row for each gradient',
    };
  },
};

const meanOfGradient: Check = {
  id: '6.2/mean',
  asks: 'mean is the mean over all elements of the gradient',
  points: 1,
  run: async (subject, { generator }) => {
    const parameters = [
      withGradient(generator, [3, 4], 0.5, 1),
      withGradient(generator, [30, 20], -0.02, 0.05),
      withGradient(generator, [27], 2, 0.3),
    ];
    const rows = await askRows(subject, parameters);
    const expectations = await Promise.all(parameters.map(expectedOf));
    return judgeNumbers(
      expectations.map((expected, index) => {
        return {
          what: `The mean of gradient ${index} ([${parameters[index]?.shape.join(', ') ?? ''}])`,
          measured: asNumber(rows[index]?.['mean'], `mean of row ${index}`),
          expected: expected.mean,
          bound: expected.meanBound,
          reference: 'mean(grad)',
          consequence:
            'What is asked is the gradient, not the parameter: here the data have a mean near -7. A gradient keeps its sign; only its square loses it.',
          next: 'Take parameter.grad.mean().item(), over all elements.',
        };
      }),
    );
  },
};

const stdOfGradient: Check = {
  id: '6.2/std',
  asks: 'std is the sample standard deviation (n - 1) of the gradient',
  points: 1,
  run: async (subject, { generator }) => {
    // 6 values: dividing by n instead of n - 1 is 9 % off. A mean far from 0 shows a root mean square.
    const parameters = [
      withGradient(generator, [2, 3], 1, 0.7),
      withGradient(generator, [27], 3, 0.4),
      withGradient(generator, [30, 20], 0.01, 0.02),
    ];
    const rows = await askRows(subject, parameters);
    const expectations = await Promise.all(parameters.map(expectedOf));
    return judgeNumbers(
      expectations.map((expected, index) => {
        return {
          what: `The std of gradient ${index} ([${parameters[index]?.shape.join(', ') ?? ''}])`,
          measured: asNumber(rows[index]?.['std'], `std of row ${index}`),
          expected: expected.std,
          bound: expected.stdBound,
          reference: 'sqrt(sum (grad - mean)^2 / (n - 1))',
          consequence:
            'The std of the gradients, layer by layer, is what vanishes or explodes; PyTorch divides by n - 1, and so do all numbers of this course.',
          next: 'Take parameter.grad.std().item(): it subtracts the mean and divides by n - 1.',
        };
      }),
    );
  },
};

const grader: Grader = {
  id: '6.2',
  checks: [skipsWithoutGradient, meanOfGradient, stdOfGradient],
  hints: [
    'Where does backward() put the gradient of a parameter, and what is there when it put none?',
    'parameter.grad is a tensor like any other, or null. Leave out the nulls; of the others take mean and std over all elements.',
    'return parameters.flatMap(({ grad }) => grad === null ? [] : [{ mean: grad.mean().item(), std: grad.std().item() }]);',
  ],
};

export default grader;
