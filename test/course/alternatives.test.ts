/** The gate of the accepted alternatives can fail: each thing that it looks for is put in, and found. */
import { describe, expect, test } from '@jest/globals';
import { type Exercise, exercises, findExercise } from '../../src/course/manifest.js';
import type { Check } from '../../src/grading/check.js';
import type { ExerciseResult, Outcome } from '../../src/grading/verdict.js';
import { collectionProblems, inSubmissions, rejections } from '../../tools/course/alternatives.js';

function exercise(id: string): Exercise {
  const found = findExercise(id);
  if (!found) throw new Error(`there is no exercise ${id}`);
  return found;
}

const folder = '2-saturation/2.3-hidden-layer';

describe('collectionProblems', () => {
  test('is content with two alternatives of each exercise that is graded', () => {
    expect(collectionProblems([exercise('2.3')], [`${folder}/one.ts`, `${folder}/two.ts`])).toEqual([]);
  });

  test('finds an exercise with fewer than two, and counts those of others not for it', () => {
    const files = [`${folder}/one.ts`, '2-saturation/2.2-saturation/one.ts', '2-saturation/2.2-saturation/two.ts'];
    expect(collectionProblems([exercise('2.2'), exercise('2.3')], files)).toEqual([
      'test/course/alternatives: 2.3: expected at least 2 alternatives, got 1',
    ]);
  });

  test('an empty folder is a problem, of the folder and of every exercise', () => {
    const problems = collectionProblems(exercises, []);
    expect(problems[0]).toBe('test/course/alternatives: no file: nothing was graded');
    expect(problems).toHaveLength(1 + exercises.length);
  });

  test.each([
    '2-saturation/2.3-hidden-layer.ts',
    '2-saturation/2.9-other/one.ts',
    '1-initial-loss/2.3-hidden-layer/one.ts',
    `${folder}/One.ts`,
    `${folder}/one.js`,
    `${folder}/more/one.ts`,
  ])('finds %s, which belongs to no exercise', (file) => {
    expect(collectionProblems([exercise('2.3')], [`${folder}/one.ts`, `${folder}/two.ts`, file])).toEqual([
      `test/course/alternatives/${file}: expected <part>/<exercise>/<name-in-kebab-case>.ts of the manifest`,
    ]);
  });
});

describe('inSubmissions', () => {
  test('holds every alternative once, and at most one of an exercise', () => {
    const alternatives = ['2.2', '2.2', '2.3', '2.2', '2.3'].map((id, index) => ({ exercise: exercise(id), index }));
    const submissions = inSubmissions(alternatives);
    expect(submissions.map((each) => each.map(({ index }) => index))).toEqual([[0, 2], [1, 4], [3]]);
  });
});

describe('rejections', () => {
  const pass: Outcome = { status: 'pass', measured: 1, expected: 1 };
  const fail: Outcome = { status: 'fail', measured: 2, expected: 1, rationale: 'Twice too large.', next: 'Halve it.' };
  const checks: Check[] = ['2.3/first', '2.3/second'].map((id) => ({
    id,
    asks: 'One is one',
    points: 1,
    run: () => Promise.resolve(pass),
  }));
  const result = (...outcomes: readonly Outcome[]): ExerciseResult => ({
    id: '2.3',
    status: 'partly',
    points: 0,
    maxPoints: 2,
    printed: '',
    verdicts: outcomes.map((outcome, index) => ({
      id: checks[index]?.id ?? '',
      asks: '',
      points: 0,
      maxPoints: 1,
      outcome,
      seed: 7,
      replay: '',
      durationMs: 1,
    })),
  });

  test('has nothing to say where every check passed', () => {
    expect(rejections(`${folder}/one.ts`, checks, result(pass, pass), 0)).toEqual([]);
  });

  test('says which check turned which file away, on which inputs and why', () => {
    expect(rejections(`${folder}/one.ts`, checks, result(pass, fail), 2)).toEqual([
      `test/course/alternatives/${folder}/one.ts: 2.3/second: expected pass, got fail in run 2 (seed 7): Twice too large.`,
    ]);
  });

  test('misses verdicts that were not given', () => {
    expect(rejections(`${folder}/one.ts`, checks, result(pass), 0)).toEqual([
      `test/course/alternatives/${folder}/one.ts: 2.3/second has no verdict`,
    ]);
    expect(rejections(`${folder}/one.ts`, checks, undefined, 0)).toHaveLength(2);
  });
});
