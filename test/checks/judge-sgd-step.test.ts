import { describe, expect, test } from '@jest/globals';
import { judgeSgdStep, type SteppedParameter } from '../../src/checks/judge-sgd-step.js';

const LEARNING_RATE = 0.1;
const before = Float32Array.of(1, -2, 3, 0.5);
const grad = Float32Array.of(0.4, 0.8, -1, 2);
const previousGrad = Float32Array.of(-1, 0.5, 2, 0.25);

/** A parameter that moved by `change`. */
function moved(
  change: (grad: number, index: number) => number,
  options: Partial<SteppedParameter> = {},
): SteppedParameter {
  const after = before.map((value, index) => value + change(grad[index] ?? NaN, index));
  return { name: 'C', before, after, grad, previousGrad, ...options };
}

const judge = (...parameters: readonly SteppedParameter[]) => judgeSgdStep('step 2', LEARNING_RATE, parameters);
const right = moved((g) => -LEARNING_RATE * g);

describe('a step of SGD', () => {
  test('before - learningRate * grad passes', () => {
    expect(judge(right, { ...right, name: 'parameter 0 of layers[3]' })).toEqual({
      status: 'pass',
      measured: 'step 2: 2 parameters moved by -learningRate * grad',
      expected: 'each by -learningRate * grad, once',
    });
  });

  test('a parameter without a gradient stays where it is', () => {
    expect(judge(moved(() => 0, { grad: null })).status).toBe('pass');
  });

  test.each<[string, SteppedParameter, string]>([
    [
      'not at all',
      moved(() => 0),
      'C moved by 0 times what -learningRate * grad is: it stayed where it was, so it is never learned.',
    ],
    [
      'uphill',
      moved((g) => LEARNING_RATE * g),
      'C moved by -1 times what -learningRate * grad is: uphill, so the loss grows.',
    ],
    [
      'twice',
      moved((g) => -2 * LEARNING_RATE * g),
      'C moved by 2 times what -learningRate * grad is: one step of SGD is exactly once the gradient of the mean loss.',
    ],
    [
      'by both gradients',
      moved((g, index) => -LEARNING_RATE * (g + (previousGrad[index] ?? 0))),
      'the gradient of the step before is still in it.',
    ],
    ['without a gradient', moved(() => 1, { grad: null }), 'it has no gradient on this batch, and yet it changed.'],
  ])('moving %s fails in its own words', (_, parameter, words) => {
    const outcome = judge(right, parameter);
    expect(outcome.status).toBe('fail');
    expect(outcome).toHaveProperty('rationale', expect.stringContaining(words));
  });

  test('one wrong element among many is found, and so is NaN', () => {
    const one = (value: number) => ({ ...right, after: right.after.with(2, value) });
    expect(judge(one((right.after[2] ?? 0) + 1e-3)).status).toBe('fail');
    expect(judge(one(NaN)).status).toBe('fail');
  });

  test('a parameter of another length is no step', () => {
    expect(judge({ ...right, after: right.after.slice(1) }).status).toBe('fail');
  });
});
