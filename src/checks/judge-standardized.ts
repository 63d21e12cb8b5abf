import { format } from '../grading/format.js';
import { batchNormBound } from '../grading/tolerance.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { TensorValue } from '../guest/contract/value.js';
import { fromTensor } from '../reference/matrix.js';
import { reference } from '../reference/reference.js';
import { DEFAULT_EPS } from './expected-output.js';
import { featureBars } from './plots.js';

/**
 * Every feature of y has mean 0 and standard deviation 1 over the batch. Both divisors of the variance and both places of eps
 * pass: checks of their own tell them apart.
 *
 * @param x - what was normalized, [N, F]
 * @param y - the result, [N, F]
 */
export async function judgeStandardized(x: TensorValue, y: TensorValue): Promise<Pass | Fail> {
  const { rows, cols } = fromTensor(x);
  const before = await reference.statistics(fromTensor(x));
  const after = await reference.statistics(fromTensor(y));
  const stdsBefore = Array.from(before.featureVariance.data, Math.sqrt);
  const stds = Array.from(after.featureVariance.data, Math.sqrt);
  const means = Array.from(after.featureMean.data);
  const bound = Math.max(...batchNormBound(fromTensor(x), new Float64Array(cols).fill(1), { eps: DEFAULT_EPS }));
  const smallest = Math.min(...stdsBefore);
  const low = Math.sqrt((rows - 1) / rows) * (smallest / (smallest + DEFAULT_EPS)) - bound;
  const plots = [
    featureBars('Mean of each feature over the batch', 'mean', { before: before.featureMean.data, after: means }),
    featureBars('Standard deviation of each feature over the batch', 'standard deviation', {
      before: stdsBefore,
      after: stds,
    }),
  ];

  const [constant] = y.data;
  if (constant !== undefined && y.data.every((value) => value === constant)) {
    return {
      status: 'fail',
      rationale: `Every value comes out as ${format(constant)}: whatever x is, nothing of it is left. Here gamma is 1 and beta 0 for each feature: multiplied by beta the normalized batch is gone.`,
      measured: constant,
      expected: 'the batch with mean 0 and standard deviation 1 in each feature',
      next: 'Multiply the normalized batch by gamma, then add beta. Are the two swapped?',
      plots,
    };
  }
  const shifted = means.findIndex((mean) => !(Math.abs(mean) <= 1e-5 + bound));
  const mean = means[shifted];
  if (mean !== undefined) {
    return {
      status: 'fail',
      rationale: `Feature ${shifted} has mean ${format(mean)} after normalization instead of 0. Each unit needs its own mean taken off: with one mean for the whole matrix, or one per example, some units still sit far out on their tanh, where its gradient is near 0.`,
      measured: mean,
      expected: 0,
      error: Math.abs(mean),
      next: 'Take the mean over the batch, dimension 0, and keep the dimension so that it broadcasts: x.mean(0, { keepdim: true }) has shape [1, F].',
      plots,
    };
  }
  const unscaled = stds.findIndex((std) => !(std >= low && std <= 1 + 1e-5 + bound));
  const std = stds[unscaled];
  if (std !== undefined) {
    return {
      status: 'fail',
      rationale: `Feature ${unscaled} has standard deviation ${format(std)} after normalization instead of 1 (it came in with ${format(stdsBefore[unscaled] ?? NaN)}). Every unit must reach its tanh with the same spread: too wide and it saturates, too narrow and the layer is almost linear.`,
      measured: std,
      expected: 1,
      ratio: std,
      error: Math.abs(std - 1),
      next: 'Divide each feature by its own standard deviation over the batch, the root of its variance over dimension 0.',
      plots,
    };
  }
  return {
    status: 'pass',
    measured: `means 0 within ${format(Math.max(...means.map(Math.abs)))}, standard deviations ${format(Math.min(...stds))} to ${format(Math.max(...stds))}`,
    expected: 'mean 0, standard deviation 1',
    plots,
  };
}
