/** The recommendations themselves: gains beside PyTorch's, normalizations beside what they are known to do. */
import { expect, test } from '@jest/globals';
import { gainBefore, keepingGain } from '../../src/advice/gains.js';
import { measureNorms } from '../../src/advice/norms.js';
import { calculateGain, type Nonlinearity } from '../../src/torch/init/gain.js';
import { activationNames } from '../../src/training/activations.js';

const pytorchNames: readonly Nonlinearity[] = ['linear', 'sigmoid', 'tanh', 'relu', 'leaky_relu', 'selu'];

test.each(activationNames)('%s: where PyTorch is said to have the gain, it has it', (activation) => {
  const { gain, pytorch } = gainBefore(activation);
  const name = pytorchNames.find((each) => each === pytorch);
  if (pytorch !== null) expect(name).toBe(pytorch);
  expect(gain).toBeCloseTo(name === undefined ? keepingGain(activation) : calculateGain(name), 12);
});

test('the gain that keeps a mean square, where it is known: √2 for relu, 1 for linear and selu', () => {
  expect(keepingGain('relu')).toBeCloseTo(Math.SQRT2, 5);
  expect(keepingGain('linear')).toBeCloseTo(1, 5);
  expect(keepingGain('selu')).toBeCloseTo(1, 4);
  expect(keepingGain('tanh')).toBeCloseTo(1.5925, 3);
});

test('what each normalization takes away', () => {
  const [batch, layer, instance, group] = measureNorms();
  // Channels were 8 times apart, examples 4 times.
  expect(batch).toMatchObject({ name: 'batch', values: 32 * 16 });
  expect(batch?.channelSpread).toBeCloseTo(1, 3);
  expect(batch?.exampleSpread).toBeGreaterThan(3);
  expect(batch?.moves).toBeGreaterThan(0.01);
  expect(batch?.alone).toBe(0);

  expect(layer).toMatchObject({ name: 'layer', values: 32 * 16, moves: 0 });
  expect(layer?.exampleSpread).toBeCloseTo(1, 3);
  expect(layer?.channelSpread).toBeGreaterThan(6);
  expect(layer?.alone).toBeCloseTo(1, 3);

  expect(instance).toMatchObject({ name: 'instance', values: 16, moves: 0, alone: 0 });
  expect(instance?.exampleSpread).toBeCloseTo(1, 3);
  expect(instance?.channelSpread).toBeCloseTo(1, 3);

  expect(group).toMatchObject({ name: 'group', values: 4 * 16, moves: 0 });
  expect(group?.exampleSpread).toBeCloseTo(1, 3);
  expect(group?.channelSpread).toBeGreaterThan(1.1);
  expect(group?.alone).toBeGreaterThan(0.9);
});
