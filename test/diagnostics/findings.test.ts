import { describe, expect, test } from '@jest/globals';
import { diagnose, findings } from '../../src/diagnostics/findings.js';
import type { Finding, HealthStats } from '../../src/torch/course-types.js';

const healthy: HealthStats = {
  classes: 27,
  loss: Math.log(27) + 0.02,
  layers: [
    { name: 'hidden 1', preactivationMean: 0.05, preactivationStd: 1.1, saturated: 0.03 },
    { name: 'hidden 2', preactivationMean: -0.1, preactivationStd: 0.9, saturated: 0.02 },
  ],
  gradients: [{ name: 'W1', std: 0.01 }],
  updateRatios: [0.001],
};
const layer = { name: 'hidden 3', preactivationMean: 0, preactivationStd: 1, saturated: 0 };

describe('findings', () => {
  test('none for a healthy network', () => {
    expect(findings(healthy)).toEqual([]);
  });

  test('none before training, when nothing was measured', () => {
    expect(findings({ ...healthy, layers: [], gradients: [], updateRatios: [] })).toEqual([]);
  });

  test.each([
    ['loss-too-high', { loss: Math.log(27) + 0.51 }],
    ['loss-too-low', { loss: Math.log(27) - 0.51 }],
    ['loss-not-finite', { loss: NaN }],
    ['loss-not-finite', { loss: Infinity }],
    ['loss-not-finite', { loss: -Infinity }],
    ['shifted-mean', { layers: [layer, { ...layer, preactivationMean: 0.21 }] }],
    ['shifted-mean', { layers: [{ ...layer, preactivationMean: -0.21 }, layer] }],
    ['vanishing-signal', { layers: [{ ...layer, preactivationStd: 0.49 }] }],
    ['exploding-signal', { layers: [{ ...layer, preactivationStd: 2.01 }] }],
    ['saturated', { layers: [{ ...layer, saturated: 0.11 }] }],
    ['vanishing-gradient', { gradients: [{ name: 'W1', std: 9e-7 }] }],
    ['exploding-gradient', { gradients: [{ name: 'W1', std: 1.01 }] }],
    ['updates-too-large', { updateRatios: [0.001, 0.011] }],
    ['updates-too-small', { updateRatios: [0.00009, 0.001] }],
  ] satisfies [Finding, Partial<HealthStats>][])('%s alone', (finding, change) => {
    const stats: HealthStats = { ...healthy, ...change };
    expect(findings(stats)).toEqual([finding]);
  });

  test('each threshold itself is healthy', () => {
    const onThreshold: HealthStats = {
      classes: 1, // ln 1 is exactly 0
      loss: 0.5,
      layers: [
        { name: 'a', preactivationMean: 0.2, preactivationStd: 0.5, saturated: 0.1 },
        { name: 'b', preactivationMean: -0.2, preactivationStd: 2, saturated: 0.1 },
      ],
      gradients: [
        { name: 'a', std: 1e-6 },
        { name: 'b', std: 1 },
      ],
      updateRatios: [0.01, 0.0001],
    };
    expect(findings(onThreshold)).toEqual([]);
    expect(findings({ ...onThreshold, loss: -0.5 })).toEqual([]);
  });

  test('several at once, each once', () => {
    const sick: HealthStats = {
      classes: 27,
      loss: 27.9,
      layers: [
        { name: 'a', preactivationMean: 1, preactivationStd: 5, saturated: 0.7 },
        { name: 'b', preactivationMean: 1, preactivationStd: 0.01, saturated: 0.7 },
      ],
      gradients: [
        { name: 'a', std: 1e-9 },
        { name: 'b', std: 1e9 },
      ],
      updateRatios: [0, Infinity],
    };
    expect(findings(sick)).toEqual([
      'loss-too-high',
      'shifted-mean',
      'vanishing-signal',
      'exploding-signal',
      'saturated',
      'vanishing-gradient',
      'exploding-gradient',
      'updates-too-large',
      'updates-too-small',
    ]);
  });
});

describe('diagnose', () => {
  test('names where a rule applies', () => {
    const stats = { ...healthy, layers: [layer, { ...layer, name: 'deep', saturated: 0.4 }] };
    const [diagnosis] = diagnose(stats);
    expect(diagnosis?.measurements).toEqual([{ name: 'deep', value: 0.4 }]);
  });

  test('of one phase leaves the other out', () => {
    const stats: HealthStats = { ...healthy, loss: 9, updateRatios: [1] };
    expect(diagnose(stats, 'initialization').map(({ rule }) => rule.finding)).toEqual(['loss-too-high']);
    expect(diagnose(stats, 'training').map(({ rule }) => rule.finding)).toEqual(['updates-too-large']);
  });
});
