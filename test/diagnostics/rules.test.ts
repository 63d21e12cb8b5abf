import { expect, test } from '@jest/globals';
import { rules } from '../../src/diagnostics/rules.js';

test('the table is the one of the course', () => {
  expect(rules.map((rule) => [rule.finding, rule.direction, 'threshold' in rule ? rule.threshold : null])).toEqual([
    ['loss-not-finite', 'not-finite', null],
    ['loss-too-high', 'above', 0.5],
    ['loss-too-low', 'below', -0.5],
    ['shifted-mean', 'above', 0.2],
    ['vanishing-signal', 'below', 0.5],
    ['exploding-signal', 'above', 2],
    ['saturated', 'above', 0.1],
    ['vanishing-gradient', 'below', 1e-6],
    ['exploding-gradient', 'above', 1],
    ['updates-too-large', 'above', 0.01],
    ['updates-too-small', 'below', 0.0001],
  ]);
});

test('only gradients and updates are judged in training', () => {
  for (const rule of rules) {
    const isTraining = ['gradientStd', 'updateRatio'].includes(rule.measure);
    expect(rule.phase).toBe(isTraining ? 'training' : 'initialization');
  }
});

test('each rule has a cause, a remedy and a way to verify it, in sentences', () => {
  for (const { cause, remedy, verify } of rules) {
    for (const sentence of [cause, remedy, verify]) expect(sentence).toMatch(/^[A-Z].{30,}\.$/);
  }
});
