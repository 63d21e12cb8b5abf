import { describe, expect, test } from '@jest/globals';
import { diagnoseByTraits } from '../../../src/grading/diagnosis.js';
import { explainTraits } from '../../../src/grading/diagnosis/traits.js';
import type { Misconception } from '../../../src/grading/misconception.js';

const right = { norm: 'before the tanh', weights: 'gain', output: 'quiet', rate: 'used' };

describe('explainTraits', () => {
  test('a mistake in another design: what the design changes is left unexplained', () => {
    const wrong = { ...right, output: 'loud' };
    expect(explainTraits({ ...right, norm: 'none', output: 'loud' }, wrong, right)).toEqual({
      verdict: 'explains',
      unexplained: ['norm'],
      distance: 0,
    });
  });

  test('half of the mistake is another mistake', () => {
    const wrong = { ...right, norm: 'none', weights: 'small' };
    expect(explainTraits({ ...right, norm: 'none' }, wrong, right).verdict).toBe('contradicts');
  });

  test('the right traits are no mistake', () => {
    expect(explainTraits(right, right, right).verdict).toBe('silent');
    expect(explainTraits(right, { ...right, output: 'loud' }, right).verdict).toBe('contradicts');
  });

  test('what cannot be seen of the wrong one is not compared; what cannot be seen of the student is no match', () => {
    const wrong = { ...right, weights: undefined, rate: 'not used' };
    expect(explainTraits({ ...right, rate: 'not used' }, wrong, right)).toMatchObject({
      verdict: 'explains',
      unexplained: [],
    });
    expect(explainTraits({ ...right, rate: undefined }, wrong, right).verdict).toBe('contradicts');
  });
});

describe('diagnoseByTraits', () => {
  const named = (id: string): Misconception => ({ id, title: '', explanation: '', next: '', ways: [] });
  const loud = { misconception: named('loud'), traits: { ...right, output: 'loud' } };
  const unscaled = {
    misconception: named('unscaled'),
    traits: { ...right, norm: 'none', weights: 'large', output: 'loud' },
  };

  test('the one that leaves the least unexplained', () => {
    const student = { ...right, norm: 'none', weights: 'large', output: 'loud' };
    expect(diagnoseByTraits(student, right, [loud, unscaled])?.id).toBe('unscaled');
    expect(diagnoseByTraits({ ...student, weights: 'gain' }, right, [loud, unscaled])?.id).toBe('loud');
  });

  test('two that explain as much are none', () => {
    const twin = { ...loud, misconception: named('twin') };
    expect(diagnoseByTraits({ ...right, output: 'loud' }, right, [loud, twin])).toBeUndefined();
  });

  test('nothing where no candidate explains it', () => {
    expect(diagnoseByTraits({ ...right, rate: 'squared' }, right, [loud, unscaled])).toBeUndefined();
  });
});
