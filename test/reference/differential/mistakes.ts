/**
 * Implementations that are wrong in one place: each must be rejected, or the tolerances hide what they should show. A mistake is a
 * change of the network that is computed, or of the answer.
 */
import type { Layer } from '../../../src/reference/network.js';
import type { Configuration, Example } from './configuration.js';
import type { Implementation, Outcome } from './outcome.js';

/** A mistake, and the configurations in which it makes a difference. */
export interface Mistake {
  readonly name: string;
  readonly applies: (configuration: Configuration) => boolean;
  readonly wrong: (right: Implementation) => Implementation;
}

const hasNorm = ({ outputCorrection }: Configuration) => outputCorrection !== null;

function inLastLayer(name: string, applies: Mistake['applies'], change: (layer: Layer) => Layer): Mistake {
  const changed = ({ network, ...rest }: Example): Example => ({
    network: {
      ...network,
      layers: network.layers.map((layer, index) => (index === network.layers.length - 1 ? change(layer) : layer)),
    },
    ...rest,
  });
  return { name, applies, wrong: (right) => ({ name: right.name, run: (example) => right.run(changed(example)) }) };
}

function inAnswer(name: string, applies: Mistake['applies'], value: string, factor: number): Mistake {
  const spoil = (outcome: Outcome): Outcome =>
    new Map([...outcome].map(([key, values]) => [key, key === value ? Array.from(values, (x) => x * factor) : values]));
  return {
    name,
    applies,
    wrong: (right) => ({ name: right.name, run: async (example) => spoil(await right.run(example)) }),
  };
}

/** The mistakes that the comparison must see. */
export const mistakes: readonly Mistake[] = [
  inLastLayer('the other variance in the last batch norm', hasNorm, (layer) => ({
    ...layer,
    batchNorm: layer.batchNorm && { ...layer.batchNorm, correction: layer.batchNorm.correction === 0 ? 1 : 0 },
  })),
  inLastLayer('eps of 0.01 in the last batch norm', hasNorm, (layer) => ({
    ...layer,
    batchNorm: layer.batchNorm && { ...layer.batchNorm, eps: 0.01 },
  })),
  inLastLayer(
    'logits through tanh',
    () => true,
    (layer) => ({ ...layer, activation: 'tanh' }),
  ),
  inLastLayer(
    'one weight off by 0.01',
    () => true,
    (layer) => ({
      ...layer,
      weight: { ...layer.weight, data: layer.weight.data.map((value, index) => (index === 0 ? value + 0.01 : value)) },
    }),
  ),
  inAnswer('a loss one part in a thousand too large', () => true, 'loss', 1.001),
  inAnswer('an embedding gradient that is twice too large', () => true, 'embedding gradient', 2),
];
