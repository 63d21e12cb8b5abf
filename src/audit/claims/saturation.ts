/** Claims about how much of the hidden layer is saturated before training, and how wide its pre-activations are. */
import type { Claim } from '../claim.js';
import { about, aboutShare, below, between, exactly } from '../criteria.js';
import { twoSidedTail } from '../../reference/predict/normal.js';
import { caseOf, ofFormula, ofStart, percent } from './make.js';

const topic = 'Saturation and pre-activations';
const wide =
  'With N(0, 1) embeddings the std is 5/3, and a fifth of such a distribution lies beyond 0.97: only the next layers see what tanh made smaller.';

/** In the order of the tutorial. */
export const saturationClaims: readonly Claim[] = [
  ofStart(
    { id: 'saturation/naive', topic, title: 'Saturated in the naive network', says: '60-80 %' },
    'naive',
    'saturated',
    between(0.6, 0.8, percent),
    percent,
  ),
  ofStart(
    {
      id: 'saturation/naive-statistics',
      topic,
      title: 'Saturated in the naive network, by its statistics',
      says: '68 %',
    },
    'naive',
    'saturated',
    aboutShare(0.68),
    percent,
  ),
  ofStart(
    {
      id: 'preactivation/naive',
      topic,
      title: 'Std of the naive pre-activations, √30',
      says: '≈ 5.5',
      why: 'It is the length of an example’s embeddings, and a few letters make up most examples: one draw of C decides.',
    },
    'naive',
    'preactivationStd',
    about(5.5),
  ),
  ofStart(
    { id: 'preactivation/naive-2', topic, title: 'Naive pre-activations in [-2, 2]', says: '32 %' },
    'naive',
    'within2',
    aboutShare(0.32),
    percent,
  ),
  ofStart(
    { id: 'preactivation/naive-3', topic, title: 'Naive pre-activations in [-3, 3]', says: '58 %' },
    'naive',
    'within3',
    aboutShare(0.58),
    percent,
  ),
  ofStart(
    { id: 'activation/naive', topic, title: 'Std of the naive activations', says: '0.67' },
    'naive',
    'activationStd',
    about(0.67),
  ),
  ofStart(
    { id: 'saturation/quick-fix', topic, title: 'Saturated with W1 times 0.2 and b1 = 0', says: '< 5 %' },
    'quickFix',
    'saturated',
    below(0.05, percent),
    percent,
  ),
  ofStart(
    {
      id: 'saturation/quick-fix-table',
      topic,
      title: 'Saturated with W1 times 0.2, by the comparison table',
      says: '10-20 %',
    },
    'quickFix',
    'saturated',
    between(0.1, 0.2, percent),
    percent,
  ),
  ofStart(
    { id: 'preactivation/quick-fix', topic, title: 'Std of the pre-activations with W1 times 0.2', says: '≈ 1.1' },
    'quickFix',
    'preactivationStd',
    about(1.1),
  ),
  ofStart(
    { id: 'saturation/kaiming', topic, title: 'Saturated with Kaiming, gain 5/3', says: '< 5 %', why: wide },
    'kaiming',
    'saturated',
    below(0.05, percent),
    percent,
  ),
  ofStart(
    { id: 'saturation/kaiming-statistics', topic, title: 'Saturated with Kaiming, by its statistics', says: '3 %' },
    'kaiming',
    'saturated',
    aboutShare(0.03),
    percent,
  ),
  ofStart(
    {
      id: 'preactivation/kaiming',
      topic,
      title: 'Std of the pre-activations with Kaiming',
      says: '≈ 1',
      why: 'Inputs of std 1 times weights of std (5/3) / √30 give 5/3.',
    },
    'kaiming',
    'preactivationStd',
    about(1),
  ),
  ofStart(
    {
      id: 'preactivation/kaiming-statistics',
      topic,
      title: 'Std of the pre-activations with Kaiming, by its statistics',
      says: '1.15',
    },
    'kaiming',
    'preactivationStd',
    about(1.15),
  ),
  ofStart(
    { id: 'preactivation/kaiming-2', topic, title: 'Kaiming’s pre-activations in [-2, 2]', says: '89 %' },
    'kaiming',
    'within2',
    aboutShare(0.89),
    percent,
  ),
  ofStart(
    { id: 'preactivation/kaiming-3', topic, title: 'Kaiming’s pre-activations in [-3, 3]', says: '97 %' },
    'kaiming',
    'within3',
    aboutShare(0.97),
    percent,
  ),
  ofStart(
    { id: 'activation/kaiming', topic, title: 'Std of the activations with Kaiming', says: '0.58' },
    'kaiming',
    'activationStd',
    about(0.58),
  ),
  ofFormula(
    {
      id: 'saturation/normal',
      topic,
      title: 'Saturated if pre-activations were N(0, 1)',
      says: '~5 %',
      how: 'the probability that |x| > atanh(0.97)',
    },
    () => [caseOf('N(0, 1)', twoSidedTail(Math.atanh(0.97)), aboutShare(0.05))],
    percent,
  ),
  ofStart(
    { id: 'saturation/xavier', topic, title: 'Saturated with weights of std 1 / √fanIn ("Xavier")', says: '5-10 %' },
    'xavier',
    'saturated',
    between(0.05, 0.1, percent),
    percent,
  ),
  ofStart(
    { id: 'saturation/small', topic, title: 'Saturated with all weights times 0.01', says: '~0 %' },
    'small',
    'saturated',
    below(0.005, percent),
    percent,
  ),
  ofStart(
    { id: 'saturation/ones', topic, title: 'Saturated with all weights 1', says: '100 %' },
    'ones',
    'saturated',
    exactly(1, percent),
    percent,
  ),
  ofStart(
    { id: 'saturation/uniform', topic, title: 'Saturated with weights from U(0, 1)', says: '80 %' },
    'uniform',
    'saturated',
    aboutShare(0.8),
    percent,
  ),
];
