/** Claims about gains, and about what ten layers do to a signal. */
import type { Case, Claim } from '../claim.js';
import { about, above, below, between, printedAs, within } from '../criteria.js';
import type { LayerOfStack, Stack } from '../lab/depth.js';
import { gaussianMean } from '../../reference/predict/gaussian-mean.js';
import { caseOf, ofCases, ofFormula, plain } from './make.js';

const topic = 'Gains and depth';
const noTraining = { usesData: false, trains: false } as const;

/** Ten layers of 100 tanh units with gain 5/3, fed with N(0, 1). */
const kaiming: Stack = { layers: 10, width: 100, std: 5 / 3 / Math.sqrt(100), inputStd: 1, activation: 'tanh' };
/** Ten layers of 30, as wide as the tutorial's fanIn, without any scaling. */
const unscaled: Stack = { layers: 10, width: 30, std: 1, inputStd: 1, activation: 'linear' };
const LARGEST_FLOAT32 = 2 ** 127 * (2 - 2 ** -23);

const of = (layers: readonly LayerOfStack[], layer: number): LayerOfStack => {
  const found = layers[layer - 1];
  if (found === undefined) throw new Error(`depth: expected a layer ${layer}, got ${layers.length} layers`);
  return found;
};

/** The first three layers of a stack without scaling. */
const firstThree = (name: string, layers: readonly LayerOfStack[]): Case[] =>
  [30, 900, 27_000].map((variance, index) =>
    caseOf(`${name}, layer ${index + 1}`, of(layers, index + 1).preactivationVariance, about(variance, plain)),
  );

/** In the order of the tutorial. */
export const depthClaims: readonly Claim[] = [
  ofFormula({ id: 'gain/tanh', topic, title: 'E[tanh²(x)] for x ~ N(0, 1)', says: '≈ 0.36' }, () => [
    caseOf(
      'E[tanh²]',
      gaussianMean((x) => Math.tanh(x) ** 2),
      printedAs('0.36'),
    ),
  ]),
  ofFormula(
    {
      id: 'gain/tanh-inverse',
      topic,
      title: 'The gain that makes good for it, 1 / √E[tanh²(x)]',
      says: '≈ 1.67 ≈ 5/3',
      why: '5/3 is a customary figure; with it a signal settles a little above the std that E[tanh²] would keep.',
    },
    () => [caseOf('1 / √E[tanh²]', 1 / Math.sqrt(gaussianMean((x) => Math.tanh(x) ** 2)), printedAs('1.67'))],
  ),
  ofFormula({ id: 'gain/sigmoid', topic, title: 'E[sigmoid²(x)] for x ~ N(0, 1)', says: '≈ 0.25' }, () => [
    caseOf(
      'E[sigmoid²]',
      gaussianMean((x) => (1 / (1 + Math.exp(-x))) ** 2),
      printedAs('0.25'),
    ),
  ]),
  ofFormula({ id: 'gain/relu', topic, title: 'The gain of relu, 1 / √E[relu²(x)]', says: '√2 ≈ 1.41' }, () => [
    caseOf('1 / √E[relu²]', 1 / Math.sqrt(gaussianMean((x) => Math.max(0, x) ** 2)), printedAs('1.41')),
  ]),
  ofFormula({ id: 'gain/kaiming', topic, title: 'Kaiming’s std for 30 inputs, (5/3) / √30', says: '≈ 0.304' }, () => [
    caseOf('(5/3) / √30', 5 / 3 / Math.sqrt(30), printedAs('0.304')),
  ]),
  ofCases(
    {
      id: 'depth/kaiming-variance',
      topic,
      title: 'Variance behind each of ten Kaiming layers',
      says: '≈ 1.0',
      how: 'ten layers of 100 tanh units, gain 5/3, inputs N(0, 1); mean of 20 draws',
      why: 'With tanh there is no gain that keeps a variance of 1: it settles where gain and squashing are in balance.',
    },
    noTraining,
    async (lab) => {
      const layers = await lab.stack(kaiming);
      return [1, 2, 10].flatMap((layer) => [
        caseOf(`before tanh ${layer}`, of(layers, layer).preactivationVariance, within(0.1, 1)),
        caseOf(`behind tanh ${layer}`, of(layers, layer).outputVariance, within(0.1, 1)),
      ]);
    },
  ),
  ofCases(
    {
      id: 'depth/kaiming-stable',
      topic,
      title: 'Ten Kaiming layers: neither explosion nor vanishing',
      says: '"stable throughout"',
      how: 'variance behind the tenth tanh over that behind the first',
    },
    noTraining,
    async (lab) => {
      const layers = await lab.stack(kaiming);
      return [
        caseOf('layer 10 / layer 1', of(layers, 10).outputVariance / of(layers, 1).outputVariance, between(0.5, 2)),
      ];
    },
  ),
  ofCases(
    {
      id: 'depth/unscaled',
      topic,
      title: 'Variance behind layers 1, 2 and 3 with weights of std 1',
      says: '30, 900, 27,000',
      how: 'layers of 30 units, inputs N(0, 1); mean of 20 draws, without an activation and with tanh',
      why: 'It is fanIn times the mean square of what comes in, and behind a tanh that is never above 1.',
    },
    noTraining,
    async (lab) => [
      ...firstThree('linear', await lab.stack(unscaled)),
      ...firstThree('tanh', await lab.stack({ ...unscaled, activation: 'tanh' })),
    ],
  ),
  ofCases(
    {
      id: 'depth/overflow',
      topic,
      title: 'Numbers of layers 4 to 10 with weights of std 1',
      says: '"overflow"',
      how: 'std at layer 10 without an activation, beside the largest float32',
    },
    noTraining,
    async (lab) => [
      caseOf(
        'std at layer 10',
        Math.sqrt(of(await lab.stack(unscaled), 10).preactivationVariance),
        above(LARGEST_FLOAT32, plain),
      ),
    ],
  ),
  ofCases(
    {
      id: 'depth/small',
      topic,
      title: 'A signal through ten layers with weights times 0.01',
      says: '"signals vanish"',
      how: 'ten layers of 100 tanh units: std behind the tenth, inputs of std 1',
    },
    noTraining,
    async (lab) => {
      const layers = await lab.stack({ ...kaiming, std: 0.01 });
      return [caseOf('std at layer 10', Math.sqrt(of(layers, 10).outputVariance), below(0.001))];
    },
  ),
];
