/** One step beside the float64 reference: the loss of a batch and the gradient of every parameter, within their derived bounds. */
import { describe, expect, test } from '@jest/globals';
import { fromTensor } from '../../src/reference/matrix.js';
import type { Network as ReferenceNetwork } from '../../src/reference/network.js';
import { crossEntropy } from '../../src/torch/functional.js';
import { Generator, tensor, type Tensor } from '../../src/torch/index.js';
import type { Config, Settings } from '../../src/training/config.js';
import { buildNetwork, forward, type Network } from '../../src/training/network.js';
import { type PresetName, resolveConfig } from '../../src/training/presets.js';
import { exact } from '../reference/differential/exact.js';
import { randomExamples } from '../reference/network-of.js';

const VOCABULARY = 9;
const ROWS = 64;

/** Parameters by the name of their gradient in the reference's outcome, and the reference's network of the same numbers. */
function translate({ layers, C }: Network, { activation, bnEps, bnCorrection }: Config) {
  const gradients = new Map<string, Tensor>([['embedding gradient', C]]);
  const translated: ReferenceNetwork['layers'][number][] = [];
  for (const { kind, parameters } of layers) {
    const index = kind === 'Linear' ? translated.length : translated.length - 1;
    const matrices = new Map(parameters.map(({ name, tensor: values }) => [name, fromTensor(values)]));
    const [weight, gain, shift] = ['weight', 'gamma', 'beta'].map((name) => matrices.get(name));
    const names = { weight: 'weight', bias: 'bias', gamma: 'bnGain', beta: 'bnBias' };
    for (const { name, tensor: values } of parameters) {
      gradients.set(`layer ${index}: ${new Map(Object.entries(names)).get(name) ?? name} gradient`, values);
    }
    if (weight) translated.push({ weight, bias: matrices.get('bias') ?? null, batchNorm: null, activation: 'linear' });
    const last = translated.at(-1);
    if (last && gain && shift) {
      translated[index] = { ...last, batchNorm: { gain, bias: shift, eps: bnEps, correction: bnCorrection } };
    } else if (last && kind === 'Tanh') {
      if (activation !== 'tanh') throw new Error(`translate: expected tanh, got ${activation}`);
      translated[index] = { ...last, activation };
    }
  }
  return { gradients, network: { embedding: fromTensor(C), layers: translated } };
}

describe.each<[name: string, preset: PresetName | null, settings: Settings]>([
  ['the naive network', 'lecture-naive', {}],
  ['a quiet output layer', 'lecture-fixed-output', {}],
  ['ad hoc', 'lecture-ad-hoc', {}],
  ['kaiming', 'lecture-kaiming', {}],
  ['with batch norm', 'lecture-bn', {}],
  ['deep', 'lecture-deep', { layers: 1 }],
  ['the defaults', null, { layers: 2 }],
])('%s', (_, preset, settings) => {
  const config = resolveConfig(preset, { hidden: 10, embedding: 4, ...settings });
  const generator = new Generator(7);
  const network = buildNetwork(config, VOCABULARY, generator);
  const { X, Y } = randomExamples(
    generator,
    { vocabSize: VOCABULARY, blockSize: config.block, nEmbd: 4, nHidden: 10 },
    ROWS,
  );
  const loss = crossEntropy(forward(network, tensor(X), true), tensor(Y));
  loss.backward();
  const { gradients, network: reference } = translate(network, config);
  const { outcome, bounds } = exact({ network: reference, X, Y });

  test('has the loss of the reference', () => {
    const error = Math.abs(loss.item() - (outcome.get('loss')?.[0] ?? NaN));
    expect(error).toBeLessThanOrEqual(bounds.get('loss')?.[0] ?? 0);
    expect(bounds.get('loss')?.[0]).toBeLessThan(0.01);
  });

  test('has the gradients of the reference', () => {
    expect(gradients.size).toBe(network.parameters.length);
    for (const [name, { grad }] of gradients) {
      const expected = Array.from(outcome.get(name) ?? []);
      const allowed = Array.from(bounds.get(name) ?? []);
      const outside = expected.filter(
        (value, index) => !(Math.abs((grad?.data[index] ?? NaN) - value) <= (allowed[index] ?? 0)),
      );
      expect({ name, count: grad?.data.length, outside }).toEqual({ name, count: expected.length, outside: [] });
      // Bounds that say something: a gradient that is missing or doubled is outside. Behind two batch norms they are widest.
      const largest = Math.max(...expected.map(Math.abs));
      const typical = allowed.reduce((sum, bound) => sum + bound, 0) / allowed.length;
      expect({ name, isTight: typical < 0.25 * largest }).toEqual({ name, isTight: true });
    }
  });
});
