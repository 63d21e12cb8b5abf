/** The gate of the rewritten wrong answers can fail: each thing that it looks for is put in, and found. */
import { describe, expect, test } from '@jest/globals';
import { type Exercise, exercises, findExercise } from '../../src/course/manifest.js';
import {
  collectionProblems,
  isRejected,
  ownerOf,
  rewriteProblems,
  rewritesSummary,
} from '../../tools/course/rewrite-problems.js';
import type { Rewrite } from '../../tools/course/rewrites.js';

function exercise(id: string): Exercise {
  const found = findExercise(id);
  if (!found) throw new Error(`there is no exercise ${id}`);
  return found;
}

const gainMissing = '3.2/gain-missing';
const known = new Set([gainMissing, '3.2/hidden-bias-drawn']);
const four = ['gain-missing--1', 'gain-missing--2', 'hidden-bias-drawn--1', 'none--1'].map((name) => `3.2/${name}.ts`);

function rewrite(expected: readonly string[], ...rows: readonly (readonly [string, string | null])[]): Rewrite {
  const checks = rows.map(([status, diagnosis], index) => ({ check: `3.2/check-${index}`, status, diagnosis }));
  return { file: '3.2/gain-missing--1.ts', expected: [...expected], checks };
}

describe('ownerOf', () => {
  test('reads the names from the file', () => {
    expect(ownerOf('3.2/gain-missing+hidden-bias-drawn--1.ts', exercises)).toEqual({
      exercise: exercise('3.2'),
      expected: ['3.2/gain-missing', '3.2/hidden-bias-drawn'],
    });
    expect(ownerOf('3.2/none--2.ts', exercises)?.expected).toEqual([]);
  });

  test.each(['3.2/gain-missing.ts', '9.9/none--1.ts', '3.2/None--1.ts', '3.2/more/none--1.ts', 'none--1.ts'])(
    'knows no owner of %s',
    (file) => expect(ownerOf(file, exercises)).toBeUndefined(),
  );
});

describe('collectionProblems', () => {
  test('is content with four of an exercise', () => {
    expect(collectionProblems([exercise('3.2')], four, known)).toEqual([]);
  });

  test('finds too few, and an empty folder', () => {
    expect(collectionProblems([exercise('3.2')], four.slice(1), known)).toEqual([
      'test/course/rewrites: 3.2: expected at least 4 wrong answers, got 3',
    ]);
    expect(collectionProblems([exercise('3.2')], [], known)[0]).toBe(
      'test/course/rewrites: no file: nothing was graded',
    );
  });

  test('finds a file of no exercise and a name that no misconception has', () => {
    expect(collectionProblems([exercise('3.2')], [...four, '3.2/gain-lost--1.ts', '3.2/notes.ts'], known)).toEqual([
      'test/course/rewrites/3.2/notes.ts: expected <exercise id>/<names of misconceptions or none>--<number>.ts',
      'test/course/rewrites/3.2/gain-lost--1.ts: there is no misconception 3.2/gain-lost',
    ]);
  });
});

describe('rewriteProblems', () => {
  const place = 'test/course/rewrites/3.2/gain-missing--1.ts';

  test('is content with a right name, with some checks silent, and with none where none is expected', () => {
    expect(rewriteProblems(rewrite([gainMissing], ['fail', gainMissing], ['fail', null], ['pass', null]))).toEqual([]);
    expect(rewriteProblems(rewrite([], ['fail', null], ['blocked', null]))).toEqual([]);
  });

  test('finds one that is accepted', () => {
    expect(rewriteProblems(rewrite([gainMissing], ['pass', null]))).toEqual([`${place}: is accepted: no check fails`]);
    expect(rewriteProblems(rewrite([]))).toEqual([`${place}: is accepted: no check fails`]);
  });

  test('finds silence where a name is expected', () => {
    expect(rewriteProblems(rewrite([gainMissing], ['fail', null]))).toEqual([
      `${place}: fails, but is not diagnosed as 3.2/gain-missing`,
    ]);
  });

  test('finds the second of two mistakes unnamed, unless the first one blocks its check', () => {
    const bias = '3.2/hidden-bias-drawn';
    expect(rewriteProblems(rewrite([gainMissing, bias], ['fail', gainMissing], ['fail', null]))).toEqual([
      `${place}: fails, but is not diagnosed as ${bias}`,
    ]);
    expect(rewriteProblems(rewrite([gainMissing, bias], ['fail', gainMissing], ['blocked', null]))).toEqual([]);
  });

  test('finds a wrong name, also beside the right one, and any name where none is expected', () => {
    const wrong = [`${place}: 3.2/check-1: diagnosed as 3.2/root-missing`];
    expect(rewriteProblems(rewrite([gainMissing], ['fail', gainMissing], ['fail', '3.2/root-missing']))).toEqual(wrong);
    expect(rewriteProblems(rewrite([], ['fail', null], ['fail', '3.2/root-missing']))).toEqual(wrong);
  });

  test('finds a check that ended otherwise', () => {
    expect(rewriteProblems(rewrite([], ['fail', null], ['timeout', null]))).toEqual([
      `${place}: 3.2/check-1: expected pass, fail or blocked, got timeout`,
    ]);
  });
});

test('a summary counts what was rejected and how it was called', () => {
  const rewrites = [
    rewrite([gainMissing], ['fail', gainMissing]),
    rewrite([gainMissing], ['fail', null]),
    rewrite([gainMissing], ['fail', '3.2/root-missing']),
    rewrite([], ['fail', null]),
    rewrite([], ['pass', null]),
  ];
  expect(rewrites.filter(isRejected)).toHaveLength(4);
  expect(rewritesSummary(rewrites)).toBe(
    'rewrites: 5 wrong answers written otherwise: 4 rejected, 1 of 3 called by their name, 2 of 2 in no corpus called nothing, 1 called wrongly',
  );
});
