/** Claims about the loss and the logits before training. */
import { reference } from '../../reference/reference.js';
import type { Claim } from '../claim.js';
import { about, atMost, between, exactly, printedAs, within } from '../criteria.js';
import { caseOf, ofCases, ofFormula, ofStart, plain } from './make.js';

const topic = 'The loss before training';
/** How near "3.30" a loss must come: the excess over ln V of logits with a std of 0.3. */
const NEAR = 0.05;

const vocabularies = [
  [2, '0.69'],
  [10, '2.30'],
  [27, '3.30'],
  [100, '4.61'],
  [1000, '6.91'],
  [10_000, '9.21'],
  [50_000, '10.82'],
] as const;

/** In the order of the tutorial. */
export const lossClaims: readonly Claim[] = [
  ofFormula(
    { id: 'loss/equal', topic, title: 'Loss of equal probabilities for 27 characters, ln 27', says: '≈ 3.29' },
    () => [caseOf('ln 27', Math.log(27), printedAs('3.29'))],
  ),
  ofFormula(
    {
      id: 'loss/vocabularies',
      topic,
      title: 'Loss of equal probabilities for 2, 10, 27, 100, 1,000, 10,000 and 50,000 classes',
      says: vocabularies.map(([, printed]) => printed).join(', '),
    },
    () => vocabularies.map(([size, printed]) => caseOf(plain(size), Math.log(size), printedAs(printed))),
  ),
  ofStart(
    { id: 'loss/naive', topic, title: 'Loss of the naive network', says: '15-27' },
    'naive',
    'loss',
    between(15, 27),
  ),
  ofCases(
    {
      id: 'loss/naive-printed',
      topic,
      title: 'Loss that the naive network prints, seed 2147483647',
      says: '23.58',
      why: 'The seed decides it to the last digit, so another number comes from other code or other data.',
    },
    { usesData: true, trains: false },
    async (lab) => (await lab.starts('naive')).slice(0, 1).map(({ loss }) => caseOf('loss', loss, printedAs('23.58'))),
  ),
  ofStart(
    {
      id: 'loss/naive-logits',
      topic,
      title: 'Std of the naive logits, √200',
      says: '≈ 14',
      why: 'It is √200 times the root mean square of h, and h is not ±1 everywhere.',
    },
    'naive',
    'logitsStd',
    about(14),
  ),
  ofStart(
    {
      id: 'loss/fixed-logits',
      topic,
      title: 'Std of the logits with W2 times 0.01',
      says: '≈ 0.14',
      why: 'As for the naive logits, times 0.01, and without the bias.',
    },
    'fixedOutput',
    'logitsStd',
    about(0.14),
  ),
  ofStart(
    { id: 'loss/fixed', topic, title: 'Loss with W2 times 0.01 and b2 = 0', says: '≈ 3.32' },
    'fixedOutput',
    'loss',
    within(NEAR, 3.32),
  ),
  ofCases(
    {
      id: 'loss/maximum',
      topic,
      title: 'The largest loss that 27 classes allow',
      says: '27 is the "maximum possible"',
      why: 'The loss is the distance from the right logit to the largest, and nothing limits that.',
    },
    { usesData: true, trains: false },
    async (lab) => {
      const losses = (await lab.starts('naive')).map(({ loss }) => loss);
      const logits = {
        rows: 1,
        cols: 27,
        data: Float64Array.from({ length: 27 }, (_, index) => (index === 1 ? 100 : 0)),
      };
      return [
        caseOf('largest loss of the naive draws', Math.max(...losses), atMost(27)),
        caseOf('a wrong logit of 100, the rest 0', await reference.loss(logits, [0]), atMost(27)),
      ];
    },
  ),
  ofStart(
    {
      id: 'loss/zeros',
      topic,
      title: 'Loss with all weights 0',
      says: '∞',
      why: 'All logits are 0, so all characters are equally probable: ln V. What fails is training, which cannot tell units apart.',
    },
    'zeros',
    'loss',
    exactly(Infinity),
  ),
  ofStart(
    {
      id: 'loss/ones',
      topic,
      title: 'Loss with all weights 1',
      says: '∞',
      why: 'All logits of an example are the same sum, so all characters are equally probable: ln V.',
    },
    'ones',
    'loss',
    exactly(Infinity),
  ),
  ofStart(
    {
      id: 'loss/uniform',
      topic,
      title: 'Loss with weights from U(0, 1)',
      says: '25-27',
      why: 'What the columns of W2 have in common moves all logits together, and only their differences count.',
    },
    'uniform',
    'loss',
    between(25, 27),
  ),
  ofStart(
    { id: 'loss/small', topic, title: 'Loss with all weights times 0.01', says: '3.30' },
    'small',
    'loss',
    within(NEAR, 3.3),
  ),
  ofStart(
    { id: 'loss/scaled', topic, title: 'Loss with W1 and W2 times 0.2 (the table’s ad-hoc scaling)', says: '~3.5' },
    'scaled',
    'loss',
    within(0.1, 3.5),
  ),
  ofStart(
    { id: 'loss/xavier', topic, title: 'Loss with weights of std 1 / √fanIn ("Xavier")', says: '3.5' },
    'xavier',
    'loss',
    within(0.1, 3.5),
  ),
  ofStart(
    { id: 'loss/kaiming', topic, title: 'Loss with Kaiming for W1, and W2 times 0.01', says: '≈ 3.29' },
    'kaiming',
    'loss',
    within(NEAR, 3.29),
  ),
  ofStart(
    {
      id: 'loss/kaiming-table',
      topic,
      title: 'Loss with Kaiming for W1, and W2 of std 0.07 (the table)',
      says: '3.30',
    },
    'kaimingOutput',
    'loss',
    within(NEAR, 3.3),
  ),
  ofStart(
    {
      id: 'loss/kaiming-output',
      topic,
      title: 'Loss with Kaiming for W1, and W2 of std 0.07 (the text)',
      says: '3.5-4.0',
    },
    'kaimingOutput',
    'loss',
    between(3.5, 4),
  ),
];
