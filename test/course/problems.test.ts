/** The gate can fail: each thing that it looks for is put in, and found. */
import { describe, expect, test } from '@jest/globals';
import { type Exercise, type Part, parts } from '../../src/course/manifest.js';
import type { Check, Grader } from '../../src/grading/check.js';
import type { ExerciseResult, Outcome } from '../../src/grading/verdict.js';
import {
  exportProblems,
  folderProblems,
  graderProblems,
  manifestProblems,
  solutionTextProblems,
  stubTextProblems,
  testFileProblems,
  verdictProblems,
} from '../../tools/course/problems.js';

const exercise: Exercise = { id: '9.1', title: 'One', file: '9-end/9.1-one.ts', points: 3, exports: ['one'] };

function check(id: string, points: number, dependsOn?: readonly string[]): Check {
  const pass: Outcome = { status: 'pass', measured: 1, expected: 1 };
  const base = { id, asks: 'One is one', points, run: () => Promise.resolve(pass) };
  return dependsOn === undefined ? base : { ...base, dependsOn };
}

function grader(checks: readonly Check[], hints: Grader['hints'] = ['why?', 'idea', 'code']): Grader {
  return { id: '9.1', checks, hints };
}

/** The manifest with one exercise changed. */
function changed(id: string, change: Partial<Exercise>): Part[] {
  return parts.map((part) => ({
    ...part,
    exercises: part.exercises.map((each) => (each.id === id ? { ...each, ...change } : each)),
  }));
}

describe('manifestProblems', () => {
  test('finds points that do not sum to 100', () => {
    expect(manifestProblems(changed('1.4', { points: 7 }))).toEqual(['manifest: expected 100 points in all, got 101']);
  });

  test('finds a file that belongs to another id', () => {
    expect(manifestProblems(changed('1.4', { file: '1-initial-loss/1.3-forward-pass.ts' }))).toEqual([
      'manifest: 1.4: expected a file 1-initial-loss/1.4-..., got 1-initial-loss/1.3-forward-pass.ts',
    ]);
  });

  test('finds an id that is out of place and there twice', () => {
    expect(manifestProblems(changed('1.4', { id: '1.3' }))).toEqual([
      'manifest: 1.3: expected the id 1.4 in this place',
      'manifest: 1.3: expected a file 1-initial-loss/1.3-..., got 1-initial-loss/1.4-output-layer.ts',
      'manifest: 1.3 is listed twice',
    ]);
  });

  test('finds points that are not whole, and missing exports', () => {
    const problems = manifestProblems(changed('1.4', { points: 0, exports: [] }));
    expect(problems).toContain('manifest: 1.4: expected whole points, got 0');
    expect(problems).toContain('manifest: 1.4: no exports are listed');
  });

  test('an empty manifest is not a course', () => {
    expect(manifestProblems([])).toEqual(['manifest: expected 100 points in all, got 0']);
    expect(manifestProblems([{ number: 9, title: 'End', folder: '9-end', exercises: [] }])).toContain(
      'manifest: part 9 has no exercises',
    );
  });
});

describe('folderProblems', () => {
  test('compares in both directions and lets Markdown be', () => {
    const found = ['9-end/9.2-two.ts', '9-end/README.md', '9-end/notes.txt'];
    expect(folderProblems('solutions', ['9-end/9.1-one.ts', '9-end/9.2-two.ts'], found)).toEqual([
      'solutions/9-end/9.1-one.ts: missing',
      'solutions/9-end/notes.txt: not in the manifest',
    ]);
  });
});

describe('exportProblems', () => {
  test('compares in both directions', () => {
    expect(exportProblems('exercises/9-end/9.1-one.ts', ['one', 'two'], ['two', 'three'])).toEqual([
      'exercises/9-end/9.1-one.ts: does not export one',
      'exercises/9-end/9.1-one.ts: exports three, not in the manifest',
    ]);
    expect(exportProblems('x.ts', ['one'], ['one'])).toEqual([]);
  });
});

describe('the texts', () => {
  test('a stub says what is to do and throws its own error', () => {
    expect(stubTextProblems('9.1.ts', '9.1', "// TODO: one\nthrow new NotImplementedError('9.1');")).toEqual([]);
    expect(stubTextProblems('9.1.ts', '9.1', 'return 1;')).toEqual([
      '9.1.ts: no TODO',
      "9.1.ts: never throws new NotImplementedError('9.1')",
    ]);
    expect(stubTextProblems('9.1.ts', '9.1', "// TODO\nthrow new NotImplementedError('9.2');")).toEqual([
      "9.1.ts: throws NotImplementedError('9.2'), expected '9.1'",
    ]);
  });

  test('a solution leaves nothing to do', () => {
    expect(solutionTextProblems('9.1.ts', 'return 1;')).toEqual([]);
    expect(solutionTextProblems('9.1.ts', '// TODO')).toEqual(['9.1.ts: a solution with TODO']);
  });

  test('a test file registers its own exercise', () => {
    expect(testFileProblems('9.1.test.ts', '9.1', "await registerVerdicts('9.1');")).toEqual([]);
    expect(testFileProblems('9.1.test.ts', '9.1', "await registerVerdicts('9.2');")).toEqual([
      "9.1.test.ts: does not call registerVerdicts('9.1')",
    ]);
  });
});

describe('graderProblems', () => {
  const problemsOf = (checks: readonly Check[]): string[] => graderProblems(exercise, grader(checks));

  test('has nothing to say about a good one', () => {
    expect(problemsOf([check('9.1/first', 1), check('9.1/second-2', 2, ['9.1/first'])])).toEqual([]);
  });

  test('finds a grader without checks', () => {
    expect(problemsOf([])).toEqual([
      'graders/9-end/9.1-one.ts: no checks',
      'graders/9-end/9.1-one.ts: expected checks worth 3 points, got 0',
    ]);
  });

  test('finds the grader of another exercise', () => {
    const other = { ...grader([check('9.1/first', 3)]), id: '9.2' };
    expect(graderProblems(exercise, other)).toEqual(['graders/9-end/9.1-one.ts: expected the grader of 9.1, got 9.2']);
  });

  test.each(['9.2/first', '9.1/First', '9.1/first/second', '9.1/', '9.1', '9.1/a--b'])('finds the id %s', (id) => {
    expect(problemsOf([check(id, 3)])).toEqual([
      `graders/9-end/9.1-one.ts: expected an id like 9.1/name-in-kebab-case, got ${id}`,
    ]);
  });

  test('finds an id that is there twice, and a wrong sum of points', () => {
    expect(problemsOf([check('9.1/first', 1), check('9.1/first', 1)])).toEqual([
      'graders/9-end/9.1-one.ts: 9.1/first is there twice',
      'graders/9-end/9.1-one.ts: expected checks worth 3 points, got 2',
    ]);
  });

  test('finds half points', () => {
    expect(problemsOf([check('9.1/first', 1.5), check('9.1/second', 1.5)])).toEqual([
      'graders/9-end/9.1-one.ts: 9.1/first: expected whole points, got 1.5',
      'graders/9-end/9.1-one.ts: 9.1/second: expected whole points, got 1.5',
    ]);
  });

  test('finds a check that does not say what it asks', () => {
    expect(problemsOf([{ ...check('9.1/first', 3), asks: ' ' }])).toEqual([
      'graders/9-end/9.1-one.ts: 9.1/first does not say what it asks',
    ]);
  });

  test('finds dependencies that lead nowhere or in a circle', () => {
    const [a, b, c] = [
      check('9.1/a', 1, ['9.1/b']),
      check('9.1/b', 1, ['9.1/a']),
      check('9.1/c', 1, ['9.1/d', '9.1/a']),
    ];
    expect(problemsOf([a, b, c])).toEqual([
      'graders/9-end/9.1-one.ts: 9.1/c depends on 9.1/d, which is not there',
      'graders/9-end/9.1-one.ts: 9.1/a depends on itself',
      'graders/9-end/9.1-one.ts: 9.1/b depends on itself',
    ]);
  });

  test('finds an empty hint', () => {
    expect(graderProblems(exercise, grader([check('9.1/first', 3)], ['why?', ' ', 'code']))).toEqual([
      'graders/9-end/9.1-one.ts: hint 2 is empty',
    ]);
  });
});

describe('verdictProblems', () => {
  const checks = [check('9.1/first', 1), check('9.1/second', 2)];
  const result = (outcomes: readonly Outcome[]): ExerciseResult => ({
    id: '9.1',
    status: 'partly',
    points: 0,
    maxPoints: 3,
    printed: '',
    verdicts: outcomes.map((outcome, index) => ({
      id: checks[index]?.id ?? '',
      asks: '',
      points: 0,
      maxPoints: 1,
      outcome,
      seed: 1,
      replay: '',
      durationMs: 1,
    })),
  });
  const pass: Outcome = { status: 'pass', measured: 1, expected: 1 };
  const fail: Outcome = { status: 'fail', measured: 2, expected: 1, rationale: 'Twice too large.', next: 'Halve it.' };
  const todo: Outcome = { status: 'todo', rationale: '9.1 is still to do.' };

  test('wants every verdict to be the wanted one', () => {
    expect(verdictProblems('s/9.1.ts', 'pass', checks, result([pass, pass]))).toEqual([]);
    expect(verdictProblems('e/9.1.ts', 'todo', checks, result([todo, todo]))).toEqual([]);
    expect(verdictProblems('s/9.1.ts', 'pass', checks, result([pass, fail]))).toEqual([
      's/9.1.ts: 9.1/second: expected pass, got fail: Twice too large.',
    ]);
    expect(verdictProblems('e/9.1.ts', 'todo', checks, result([pass, todo]))).toEqual([
      'e/9.1.ts: 9.1/first: expected todo, got pass',
    ]);
  });

  test('wants a verdict for every check', () => {
    expect(verdictProblems('s/9.1.ts', 'pass', checks, result([pass]))).toEqual([
      's/9.1.ts: 9.1/second has no verdict',
    ]);
    expect(verdictProblems('s/9.1.ts', 'pass', checks, result([]))).toContain('s/9.1.ts: no check was run');
  });
});
