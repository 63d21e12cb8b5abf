/** The gate of separability can fail. */
import { describe, expect, test } from '@jest/globals';
import { type Separation, separationProblems, separationSummary } from '../../tools/course/separability.js';

const pair = (share: boolean, standardErrors: number | null): Separation => ({
  names: ['3.2/gain-missing', '3.2/gain-squared'],
  share,
  standardErrors,
});

describe('separationProblems', () => {
  test('two that fail a check in common and lie less than 6 standard errors apart', () => {
    expect(separationProblems([pair(true, 5.9)])).toEqual([
      'corpus: 3.2/gain-missing and 3.2/gain-squared are 5.9 standard errors apart, at least 6 are needed: give them one id, or ask a question that separates them',
    ]);
  });

  test('no problem: far apart, other in kind, or never asked alike', () => {
    expect(separationProblems([pair(true, 6), pair(true, null), pair(false, null)])).toEqual([]);
  });

  test('nothing compared is a problem', () => {
    expect(separationProblems([])).toEqual(['corpus: no pair of misconceptions was compared']);
  });
});

test('the summary names the nearest pair', () => {
  expect(separationSummary([pair(true, 14.94), pair(true, null), pair(false, null)])).toBe(
    'separability: 3 pairs: 1 fail no check in common, 1 differ in kind, 1 by their distributions alone, the nearest by 14.9 standard errors (3.2/gain-missing and 3.2/gain-squared; at least 6)',
  );
});
