import { describe, expect, test } from '@jest/globals';
import { firstFailure, judgeBand, judgeValues } from '../../src/checks/judge.js';
import type { Band } from '../../src/grading/tolerance.js';
import { TensorValue } from '../../src/guest/contract/value.js';

const advice = { consequence: 'The layer is fed the wrong numbers.', next: 'Add the bias.' };

function judge(values: readonly number[], expected: readonly number[], bounds?: number) {
  return judgeValues({
    what: 'hPreact',
    measured: new TensorValue([2, 2], Float32Array.from(values)),
    expected,
    ...(bounds === undefined ? {} : { bounds }),
    reference: 'x @ W1 + b1',
    ...advice,
  });
}

describe('values beside their reference', () => {
  test('right values pass with the largest error', () => {
    expect(judge([1, 2, 3, 4.5], [1, 2, 3, 4.5])).toEqual({
      status: 'pass',
      measured: 'hPreact: 4 values, the largest error 0',
      expected: 'x @ W1 + b1 within 1.130e-5',
      error: 0,
    });
  });

  test('the element that is furthest off is named by its place, with its ratio', () => {
    expect(judge([1, 2.5, 6, 4], [1, 2, 3, 4])).toEqual({
      status: 'fail',
      rationale:
        'hPreact at [1, 0] is 6, where x @ W1 + b1 is 3 (2 of 4 values are off). The layer is fed the wrong numbers.',
      measured: 6,
      expected: 3,
      ratio: 2,
      error: 3,
      next: 'Add the bias.',
    });
  });

  test('a rounding bound allows what it says and no more', () => {
    expect(judge([1, 2, 3, 4.25], [1, 2, 3, 4], 0.25).status).toBe('pass');
    expect(judge([1, 2, 3, 4.5], [1, 2, 3, 4], 0.25).status).toBe('fail');
  });

  test('NaN is never right, and has no ratio', () => {
    expect(judge([1, NaN, 3, 4], [1, 2, 3, 4])).toMatchObject({
      status: 'fail',
      rationale:
        'hPreact at [0, 1] is NaN, where x @ W1 + b1 is 2 (1 of 4 values are off). The layer is fed the wrong numbers.',
    });
    expect(judge([1, NaN, 3, 4], [1, 2, 3, 4])).not.toHaveProperty('ratio');
    expect(judge([1, NaN, 3, 4], [1, NaN, 3, 4], Infinity).status).toBe('fail');
  });
});

const band: Band = { expected: 0.2, low: 0.19, high: 0.21, standardError: 0.002 };

function judgeStd(measured: number, options: Partial<Band> = {}) {
  return judgeBand({
    what: 'The standard deviation of W1',
    measured,
    band: { ...band, ...options },
    reference: "the lecture's std",
    ...advice,
  });
}

describe('a statistic beside its band', () => {
  test('inside it passes, both ends included', () => {
    for (const measured of [0.19, 0.2, 0.21]) expect(judgeStd(measured).status).toBe('pass');
  });

  test.each([
    [1, 'about 5 times too large against'],
    [0.04, 'about 5 times too small against'],
    [0.22, 'about 1.1 times too large against'],
    [0.667, 'about 3.3 times too large against'],
    [0.2468, 'about 1.23 times too large against'],
    [-0.2, 'instead of'],
  ])('%d is refused in words', (measured, words) => {
    expect(judgeStd(measured)).toMatchObject({
      status: 'fail',
      rationale: `The standard deviation of W1 is ${measured}, ${words} the lecture's std = 0.2 (accepted: 0.19 to 0.21). The layer is fed the wrong numbers.`,
      measured,
      expected: 0.2,
      next: 'Add the bias.',
    });
  });

  test('NaN lies in no band', () => {
    expect(judgeStd(NaN, { low: -Infinity, high: Infinity }).status).toBe('fail');
  });

  test('where the distribution is known, its place in it is kept for the report', () => {
    const outcome = judgeStd(0.2, { cdf: (value) => value / 2 });
    expect(outcome.samples).toEqual([{ statistic: 'The standard deviation of W1', cdf: 0.1 }]);
  });
});

describe('several judgements as one', () => {
  const pass = { status: 'pass', measured: 1, expected: 1 } as const;
  const fail = { status: 'fail', measured: 2, expected: 1, rationale: 'No.', next: 'Go.' } as const;

  test('the first failure counts', () => {
    expect(firstFailure([pass, fail, { ...fail, rationale: 'Later.' }])).toBe(fail);
  });

  test('passes give their first finding, and the notes of all', () => {
    expect(
      firstFailure([
        { ...pass, notes: ['a'] },
        { ...pass, measured: 3, notes: ['b'] },
      ]),
    ).toEqual({
      ...pass,
      notes: ['a', 'b'],
    });
  });

  test('nothing compared is nothing passed', () => {
    expect(() => firstFailure([])).toThrow('firstFailure: expected at least one judgement, got none');
  });
});
