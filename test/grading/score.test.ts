import { describe, expect, test } from '@jest/globals';
import type { Check } from '../../src/grading/check.js';
import { format, formatLoss, formatRatio, formatShare } from '../../src/grading/format.js';
import { blockedBy, exerciseStatus, scoreExercise, totalScore } from '../../src/grading/score.js';
import { deriveSeed, LOCAL_STUDENT, PUBLIC_KEY } from '../../src/grading/seed.js';
import type { Outcome, Verdict } from '../../src/grading/verdict.js';

const outcome = (status: Outcome['status']): Outcome => {
  switch (status) {
    case 'pass':
      return { status, measured: 1, expected: 1 };
    case 'fail':
      return { status, measured: 1, expected: 2, rationale: 'wrong', next: 'try again' };
    default:
      return { status, rationale: status };
  }
};

const verdict = (status: Outcome['status'], points: number): Verdict => ({
  id: `1.1/${status}`,
  asks: status,
  points: status === 'pass' ? points : 0,
  maxPoints: points,
  outcome: outcome(status),
  seed: 1,
  replay: '',
  durationMs: 0,
});

describe('status of an exercise', () => {
  test.each([
    [['pass', 'pass'], 'done'],
    [['todo', 'todo'], 'todo'],
    [['pass', 'todo'], 'partly'],
    [['pass', 'fail'], 'wrong'],
    [['todo', 'fail'], 'wrong'],
    [['pass', 'missing'], 'wrong'],
    [['pass', 'timeout'], 'wrong'],
    [['pass', 'error'], 'error'],
    [['fail', 'error'], 'error'],
    [[], 'error'],
  ] as const)('%j is %s', (statuses, expected) => {
    expect(exerciseStatus(statuses)).toBe(expected);
  });
});

describe('dependencies', () => {
  const check: Check = {
    id: '1.1/second',
    asks: '',
    points: 1,
    dependsOn: ['1.1/first'],
    run: () => Promise.reject(new Error('not run in this test')),
  };

  test.each([
    ['pass', undefined],
    ['fail', 'blocked'],
    ['missing', 'blocked'],
    ['timeout', 'blocked'],
    ['blocked', 'blocked'],
    ['todo', 'todo'],
    ['error', 'error'],
  ] as const)('after %s: %s', (first, expected) => {
    expect(blockedBy(check, new Map([['1.1/first', outcome(first)]]))?.status).toBe(expected);
  });
});

describe('points', () => {
  test('a passed check earns all of its points, any other none', () => {
    const result = scoreExercise('1.1', [verdict('pass', 3), verdict('fail', 2), verdict('blocked', 1)], '');
    expect(result).toMatchObject({ status: 'wrong', points: 3, maxPoints: 6 });
    expect(totalScore([result, result])).toEqual({ score: 6, maxScore: 12 });
  });
});

describe('seeds', () => {
  test('are the same for the same key, student and check, and differ otherwise', () => {
    const seed = deriveSeed(PUBLIC_KEY, LOCAL_STUDENT, '1.4/w2-std');
    expect(seed).toBe(deriveSeed(PUBLIC_KEY, LOCAL_STUDENT, '1.4/w2-std'));
    expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true);
    const others = [
      deriveSeed(PUBLIC_KEY, 'ada', '1.4/w2-std'),
      deriveSeed(PUBLIC_KEY, LOCAL_STUDENT, '1.4/b2-zero'),
      deriveSeed({ id: 'course', secret: 'another' }, LOCAL_STUDENT, '1.4/w2-std'),
    ];
    expect(new Set([seed, ...others]).size).toBe(4);
  });
});

describe('numbers for people', () => {
  test.each([
    [27.881718, '27.88'],
    [0.30429, '0.3043'],
    [0.3, '0.3'],
    [11897, '11,897'],
    [0, '0'],
    [-0, '0'],
    [1e-7, '1.000e-7'],
    [123456.78, '123457'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
  ])('%d is %s', (value, text) => {
    expect(format(value)).toBe(text);
  });

  test('losses, shares and ratios', () => {
    expect(formatLoss(27.881718)).toBe('27.8817');
    expect(formatShare(0.20640625)).toBe('20.6 %');
    expect(formatRatio(100.2)).toBe('100 times too large');
    expect(formatRatio(3.2963)).toBe('3.3 times too large');
    expect(formatRatio(0.5)).toBe('2 times too small');
    expect(formatRatio(NaN)).toBe('off by a factor of NaN');
  });
});
