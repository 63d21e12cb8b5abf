import { describe, expect, test } from '@jest/globals';
import { falseFailLines } from '../../tools/course/false-fails.js';
import { countsTable } from '../../tools/course/report.js';

describe('countsTable', () => {
  test('sums over a part and over the course', () => {
    const exercise = (id: string, points: number) => ({ id, title: '', file: '', points, exports: [] });
    const parts = [
      { number: 8, title: 'Middle', folder: '', exercises: [exercise('8.1', 40), exercise('8.2', 2)] },
      { number: 9, title: 'End', folder: '', exercises: [exercise('9.1', 58)] },
    ];
    const table = countsTable(parts, ({ id }) => ({ checks: 3, todo: id === '8.2' ? 2 : 3, passed: 29, judged: 30 }));
    expect(table.split('\n')).toEqual([
      'part      exercises  points  checks  stubs to do  solutions pass',
      '8 Middle          2      42       6       5 of 6        58 of 60',
      '9 End             1      58       3       3 of 3        29 of 30',
      'all               3     100       9       8 of 9        87 of 90',
    ]);
  });
});

describe('falseFailLines', () => {
  test('counts by check and shows the earliest run with its replay', () => {
    const fail = (run: number, check: string) => ({
      run,
      check,
      status: 'fail',
      rationale: `Off in run ${run}.`,
      replay: `npx stepzero run 9.1 --check ${check} --seed ${run}`,
    });
    expect(falseFailLines([fail(7, '9.1/a'), fail(3, '9.1/b'), fail(2, '9.1/a')], 50)).toEqual([
      'solutions: 9.1/a: did not pass in 2 of 50 runs: fail in run 2: Off in run 2.\n    npx stepzero run 9.1 --check 9.1/a --seed 2',
      'solutions: 9.1/b: did not pass in 1 of 50 runs: fail in run 3: Off in run 3.\n    npx stepzero run 9.1 --check 9.1/b --seed 3',
    ]);
  });

  test('says nothing when nothing was turned away', () => {
    expect(falseFailLines([], 50)).toEqual([]);
  });
});
