/** Claims about batch norm before training. */
import { fromRows } from '../../reference/matrix.js';
import { reference } from '../../reference/reference.js';
import { Generator } from '../../torch/generator.js';
import { buildNetwork } from '../../training/network.js';
import { resolveConfig } from '../../training/presets.js';
import type { Claim } from '../claim.js';
import { about, below, exactly, printedAs, within } from '../criteria.js';
import { caseOf, ofCases, ofFormula, ofStart, percent, plain } from './make.js';

const topic = 'Batch norm';

/** Numbers that are trained in the tutorial's network for 27 characters, with its hidden bias. */
function parameterCount(batchNorm: boolean): number {
  const { parameters } = buildNetwork(resolveConfig(null, { batchNorm }), 27, new Generator(0));
  return parameters.reduce((total, { tensor }) => total + tensor.numel(), 0);
}

/** In the order of the tutorial. */
export const batchNormClaims: readonly Claim[] = [
  ofFormula({ id: 'batch-norm/parameters', topic, title: 'Parameters that batch norm adds', says: '400' }, () => [
    caseOf('added', parameterCount(true) - parameterCount(false), exactly(400)),
  ]),
  ofFormula({ id: 'batch-norm/share', topic, title: 'Their share of the 11,897 before', says: '+3.4 %' }, () => [
    caseOf('parameters before', parameterCount(false), exactly(11_897, plain)),
    caseOf(
      'added, in %',
      (100 * (parameterCount(true) - parameterCount(false))) / parameterCount(false),
      printedAs('3.4'),
    ),
  ]),
  ofStart(
    { id: 'batch-norm/std', topic, title: 'Std of what goes into the tanh', says: '≈ 1' },
    'batchNorm',
    'preactivationStd',
    about(1),
  ),
  ofStart(
    {
      id: 'batch-norm/saturation',
      topic,
      title: 'Saturated with Kaiming and batch norm',
      says: '< 2 %',
      why: 'Each unit has std 1, and in a distribution of std 1 that much lies beyond atanh(0.97), whatever the weights.',
    },
    'batchNorm',
    'saturated',
    below(0.02, percent),
    percent,
  ),
  ofStart(
    { id: 'batch-norm/loss', topic, title: 'Loss with Kaiming and batch norm', says: '3.30' },
    'batchNorm',
    'loss',
    within(0.05, 3.3),
  ),
  ofCases(
    {
      id: 'batch-norm/example',
      topic,
      title: 'First row of the worked example',
      says: '1.894, -1.264, -0.276',
      how: 'the tutorial’s four rows of three features, gamma 2, 1, 0.5, beta 1, 0, -0.5',
    },
    { usesData: false, trains: false },
    async () => {
      const x = fromRows([
        [2, -1, 3],
        [1, 0.5, 2],
        [3, -0.5, 4],
        [0, 1, 1],
      ]);
      const rule = { gain: fromRows([[2, 1, 0.5]]), bias: fromRows([[1, 0, -0.5]]), eps: 1e-5, correction: 0 as const };
      const { output } = await reference.batchNorm(x, rule);
      return ['1.894', '-1.264', '-0.276'].map((printed, feature) =>
        caseOf(`feature ${feature}`, output.data[feature] ?? NaN, printedAs(printed)),
      );
    },
  ),
];
