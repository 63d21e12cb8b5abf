/** Claims about tanh and the gradient that it lets through. */
import type { Claim } from '../claim.js';
import { above, aboutShare, between, printedAs } from '../criteria.js';
import { gaussianMean } from '../../reference/predict/gaussian-mean.js';
import { caseOf, ofCases, ofFormula, percent } from './make.js';

const topic = 'Tanh and its gradient';
const WIDTH = 100;
const slope = (x: number): number => 1 - Math.tanh(x) ** 2;

/** In a normal distribution of this std a fifth lies where |tanh| > 0.97: atanh(0.97) is its 90th percentile, 1.28155 std. */
const FIFTH_SATURATED = Math.atanh(0.97) / 1.2815515655446004;

/** In the order of the tutorial. */
export const tanhClaims: readonly Claim[] = [
  ofFormula({ id: 'tanh/values', topic, title: 'tanh at 1, 2, 3 and 5', says: '0.762, 0.964, 0.995, 0.99991' }, () => [
    caseOf('1', Math.tanh(1), printedAs('0.762')),
    caseOf('2', Math.tanh(2), printedAs('0.964')),
    caseOf('3', Math.tanh(3), printedAs('0.995')),
    caseOf('5', Math.tanh(5), printedAs('0.99991')),
  ]),
  ofFormula(
    {
      id: 'tanh/slopes',
      topic,
      title: 'Gradient of tanh where it is 0.97, and at 2, 3 and 5',
      says: '0.0591, 0.071, 0.010, 0.00018',
    },
    () => [
      caseOf('tanh = 0.97', 1 - 0.97 ** 2, printedAs('0.0591')),
      caseOf('2', slope(2), printedAs('0.071')),
      caseOf('3', slope(3), printedAs('0.010')),
      caseOf('5', slope(5), printedAs('0.00018')),
    ],
  ),
  ofFormula(
    { id: 'tanh/active', topic, title: 'The smallest gradient for pre-activations in [-2, 2]', says: '> 0.2' },
    () => [caseOf('at 2', slope(2), above(0.2))],
  ),
  ofFormula(
    { id: 'tanh/warning', topic, title: 'The gradient for pre-activations of size 1.5 to 3', says: '0.02 to 0.2' },
    () => [caseOf('at 1.5', slope(1.5), between(0.02, 0.2)), caseOf('at 3', slope(3), between(0.02, 0.2))],
  ),
  ofFormula({ id: 'tanh/acceptable', topic, title: 'The gradient where |tanh| < 0.95', says: '> 0.1' }, () => [
    caseOf('at 0.95', 1 - 0.95 ** 2, above(0.1)),
  ]),
  ofFormula(
    {
      id: 'tanh/five-layers',
      topic,
      title: 'What is left after five layers with 20 % saturated in each, 0.8^5',
      says: '33 %',
      how: 'the product alone',
    },
    () => [caseOf('0.8^5', 0.8 ** 5, printedAs('0.33'))],
    percent,
  ),
  ofCases(
    {
      id: 'tanh/five-layers-gradient',
      topic,
      title: 'Gradient that comes through five layers with 20 % saturated in each',
      says: '33 %',
      how: 'five layers of 100 units whose weights saturate a fifth of each; root mean square, first layer to last, mean of 20 draws',
      why: 'A layer multiplies by its weights as well: those that saturate a fifth of the units more than make good for it.',
    },
    { usesData: false, trains: false },
    async (lab) => {
      const power = gaussianMean((x) => Math.tanh(FIFTH_SATURATED * x) ** 2);
      const stack = await lab.stack({
        layers: 5,
        width: WIDTH,
        std: FIFTH_SATURATED / Math.sqrt(WIDTH * power),
        inputStd: Math.sqrt(power),
        activation: 'tanh',
      });
      return [caseOf('gradient left', stack[0]?.gradient ?? NaN, aboutShare(0.33))];
    },
    percent,
  ),
  ofFormula(
    {
      id: 'tanh/three-layers',
      topic,
      title: 'What is left after three layers with 30 % saturated (gradient 0.01, else 0.5)',
      says: '4.4 %',
      how: 'the product alone',
    },
    () => [caseOf('(0.3 x 0.01 + 0.7 x 0.5)^3', (0.3 * 0.01 + 0.7 * 0.5) ** 3, printedAs('0.044'))],
    percent,
  ),
];
