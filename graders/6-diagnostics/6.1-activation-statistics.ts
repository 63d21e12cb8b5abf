import { SATURATION_LEVEL } from '../../src/diagnostics/measures.js';
import { asList, asNumber, asRecord, asString, WrongAnswer } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import { normalTensor } from '../../src/checks/inputs.js';
import { judgeNumbers, type NumberQuestion } from '../../src/checks/judge-number.js';
import { meanRounding, stdRounding } from '../../src/grading/tolerance.js';
import type { Fail, Plot } from '../../src/grading/verdict.js';
import type { FixtureLayer, Subject } from '../../src/guest/contract/subject.js';
import { TensorValue, type Value } from '../../src/guest/contract/value.js';
import { fromTensor } from '../../src/reference/matrix.js';
import { reference } from '../../src/reference/reference.js';
import type { Generator } from '../../src/torch/generator.js';

const layer = (className: string, out: TensorValue | null): FixtureLayer => ({ className, out, parameters: [] });

/** What the student's function returns for these layers. */
async function askRows(subject: Subject, layers: readonly FixtureLayer[]): Promise<readonly Value[]> {
  const { handle } = await subject.fixtureLayers(layers);
  const { value } = await subject.call('activationStats', handle);
  return asList(value, 'activationStats(layers)');
}

/** The same, where every layer has run and so has its row. */
async function askAllRows(subject: Subject, layers: readonly FixtureLayer[]) {
  const rows = await askRows(subject, layers);
  if (rows.length !== layers.length) throw new WrongAnswer(wrongCount(rows.length, layers.length, layers.length));
  return rows.map((row, index) => asRecord(row, `row ${index}`));
}

function wrongCount(measured: number, expected: number, layers: number): Fail {
  return {
    status: 'fail',
    rationale: `activationStats returned ${measured} rows for ${layers} layers of which ${expected} have run. ${
      measured > expected
        ? 'A layer that has not run has no activations: there is nothing to measure.'
        : 'A layer that is left out is one whose trouble goes unseen.'
    }`,
    measured: `${measured} rows`,
    expected: `${expected} rows`,
    next: 'Make one row for each layer whose out is not null, in the order of the list, and none for the others.',
  };
}

const oneRowPerLayer: Check = {
  id: '6.1/one-row-per-layer-that-ran',
  asks: 'One row for each layer whose out is not null, with its place in the list and the name of its class',
  points: 1,
  run: async (subject, { generator }) => {
    const out = () => normalTensor(generator, [4, 3]);
    const layers = [
      layer('Embedding', null),
      layer('Linear', out()),
      layer('BatchNorm1d', null),
      layer('Tanh', out()),
      // Not one of the usual names: it has to come from the object.
      layer('GatedResidual', out()),
    ];
    const none = await askRows(subject, [layer('Linear', null), layer('Tanh', null)]);
    if (none.length > 0) return wrongCount(none.length, 0, 2);
    const rows = (await askRows(subject, layers)).map((row, index) => asRecord(row, `row ${index}`));
    const expected = [
      { index: 1, name: 'Linear' },
      { index: 3, name: 'Tanh' },
      { index: 4, name: 'GatedResidual' },
    ];
    if (rows.length !== expected.length) return wrongCount(rows.length, expected.length, layers.length);
    const seen: string[] = [];
    for (const [place, { index, name }] of expected.entries()) {
      const row = rows[place] ?? {};
      const measuredIndex = asNumber(row['index'], `index of row ${place}`);
      const measuredName = asString(row['name'], `name of row ${place}`);
      seen.push(`${measuredIndex} ${measuredName}`);
      if (measuredIndex === index && measuredName === name) continue;
      const isIndex = measuredIndex !== index;
      return {
        status: 'fail',
        rationale: `Row ${place} says layer ${measuredIndex}, ${measuredName}, where it should say layer ${index}, ${name}. The row is to lead back to the layer: ${
          isIndex
            ? 'its index is the place in the list that was passed in, where layers that did not run count as well.'
            : 'its name is the name of its class, whatever that is.'
        }`,
        measured: `${measuredIndex} ${measuredName}`,
        expected: `${index} ${name}`,
        next: isIndex
          ? 'Take the index before layers are left out: skip inside one pass over the list, not by filtering first.'
          : 'Read layer.constructor.name.',
      };
    }
    return {
      status: 'pass',
      measured: seen.join(', '),
      expected: expected.map(({ index, name }) => `${index} ${name}`).join(', '),
    };
  },
};

const meanAndStd: Check = {
  id: '6.1/mean-and-std',
  asks: "mean and std are those of all the layer's activations, the std with n - 1",
  points: 1,
  run: async (subject, { generator }) => {
    // Few values show n against n - 1 (12 of them: 4 %); a mean far from 0 shows a std that is really a root mean square.
    const outs = [normalTensor(generator, [4, 3], 0.5, 0.8), normalTensor(generator, [32, 20], -1.5, 2)];
    const rows = await askAllRows(
      subject,
      outs.map((out) => layer('Linear', out)),
    );
    const questions: NumberQuestion[] = [];
    for (const [index, out] of outs.entries()) {
      const row = rows[index] ?? {};
      const { mean, std } = await reference.statistics(fromTensor(out));
      const largest = out.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const where = `of layer ${index} ([${out.shape.join(', ')}])`;
      questions.push(
        {
          what: `The mean ${where}`,
          measured: asNumber(row['mean'], `mean of row ${index}`),
          expected: mean,
          bound: meanRounding(out.data.length, largest),
          reference: 'the mean over all its activations',
          consequence: 'A mean that drifts away from 0 from layer to layer is the first sign of a shifted signal.',
          next: 'Take layer.out.mean().item(), over all examples and all units together.',
        },
        {
          what: `The std ${where}`,
          measured: asNumber(row['std'], `std of row ${index}`),
          expected: std,
          bound: stdRounding(out.data.length, std, largest),
          reference: 'sqrt(sum (x - mean)^2 / (n - 1))',
          consequence:
            'The std is what shrinks or grows from layer to layer; PyTorch divides by n - 1, and so do all numbers of this course.',
          next: 'Take layer.out.std().item(): it subtracts the mean and divides by n - 1.',
        },
      );
    }
    return judgeNumbers(questions);
  },
};

/**
 * Activations of which a known number is beyond +-0.97, some of either sign. They keep away from the threshold itself:
 * 0.97 has no exact float32, so whether a value on it counts depends on where it was rounded, and both are right.
 */
function withSaturated(generator: Generator, shape: readonly [number, number], beyond: number): TensorValue {
  const data = new Float32Array(shape[0] * shape[1]);
  generator.uniformFill(data, -0.96, 0.96);
  for (const [count, place] of generator.permutation(data.length).slice(0, beyond).entries()) {
    const size = 0.9705 + 0.0295 * generator.uniform();
    data[place] = count % 2 === 0 ? size : -size;
  }
  return new TensorValue(shape, data);
}

const saturatedShare: Check = {
  id: '6.1/saturated-share',
  asks: `saturated is the share of activations beyond ${SATURATION_LEVEL} on either side, from 0 to 1`,
  points: 1,
  run: async (subject, { generator }) => {
    const shape = [20, 10] as const;
    const counts = [0, 7, 41, 130];
    const rows = await askAllRows(
      subject,
      // Of several classes: the share is asked of every layer that ran, whatever it is called.
      counts.map((count, index) =>
        layer(index % 2 === 0 ? 'Tanh' : 'GatedResidual', withSaturated(generator, shape, count)),
      ),
    );
    const shares = rows.map((row, index) => asNumber(row['saturated'], `saturated of row ${index}`));
    const questions = counts.map((count, index): NumberQuestion => ({
      what: `The saturated share of layer ${index}`,
      measured: shares[index] ?? NaN,
      expected: count / 200,
      reference: `${count} of 200 activations`,
      consequence: `Beyond ${SATURATION_LEVEL} on either side tanh passes on less than 6 % of the gradient: this share says how much of the layer has stopped learning. Here half of those are negative.`,
      next: `Compare the size, not the value: layer.out.abs().gt(${SATURATION_LEVEL}).mean().item(), a share between 0 and 1.`,
    }));
    return { ...judgeNumbers(questions), plots: [sharePlot(shares, counts)] };
  },
};

function sharePlot(shares: readonly number[], counts: readonly number[]): Plot {
  return {
    kind: 'bars',
    title: `Share of activations beyond ${SATURATION_LEVEL}, by layer`,
    x: { label: 'layer', values: counts.map((_, index) => index) },
    y: { label: 'share saturated' },
    series: [
      { name: 'activationStats', values: shares },
      { name: 'counted', values: counts.map((count) => count / 200) },
    ],
  };
}

const grader: Grader = {
  id: '6.1',
  checks: [oneRowPerLayer, meanAndStd, saturatedShare],
  hints: [
    'Which layers have something to measure, and how would a reader of the table find the layer that a row is about?',
    `Walk over the layers with their index. Where out is null there is no row; else the row has the index, the name of the class, mean and std of out, and how much of |out| is above ${SATURATION_LEVEL}.`,
    'return layers.flatMap((layer, index) => layer.out === null ? [] : [{ index, name: layer.constructor.name, mean: layer.out.mean().item(), std: layer.out.std().item(), saturated: layer.out.abs().gt(0.97).mean().item() }]);',
  ],
};

export default grader;
