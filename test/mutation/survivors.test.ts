/** The score of the mutants can fall: each thing that must not pass is put in, and found. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  describeMutants,
  type Mutant,
  mutationReport,
  readSurvivors,
  type StrykerResult,
  SURVIVORS,
} from '../../tools/mutation/survivors.js';

const file = '1-initial-loss/1.1-expected-loss.ts';
const source = 'const half = `${n}` + 1;\nif (n === 1) {\n  n === 1;\n}\n';

function result(status: string, start: [number, number], end: [number, number], replacement: string): StrykerResult {
  const location = { start: { line: start[0], column: start[1] }, end: { line: end[0], column: end[1] } };
  return { id: '1', fileName: `/course/solutions/${file}`, mutatorName: 'x', replacement, status, location };
}

describe('describeMutants', () => {
  const describeAll = (...results: StrykerResult[]) => describeMutants(results, new Map([[file, source]]), '/course/');

  test('shows what was replaced by what, on one line and without backticks', () => {
    const [first, second] = describeAll(
      result('Survived', [2, 14], [4, 2], '{}'),
      result('Killed', [1, 14], [1, 24], '"" - 1'),
    );
    expect(first).toMatchObject({ exercise: '1.1', change: '\'${n}\' + 1 -> "" - 1', line: 1, status: 'killed' });
    expect(second).toMatchObject({ change: '{ n === 1; } -> {}', line: 2, status: 'survived' });
  });

  test('tells equal changes of one file apart by their order', () => {
    const mutants = describeAll(result('Killed', [3, 3], [3, 10], 'true'), result('Killed', [2, 5], [2, 12], 'true'));
    expect(mutants.map(({ change, line }) => [change, line])).toEqual([
      ['n === 1 -> true', 2],
      ['n === 1 -> true #2', 3],
    ]);
  });

  test('a timeout is noticed; an error and a mutant that never ran are not judged', () => {
    const statuses = ['Timeout', 'RuntimeError', 'NoCoverage', 'Pending'].map((status) =>
      result(status, [1, 1], [1, 6], ''),
    );
    expect(describeAll(...statuses).map(({ status }) => status)).toEqual([
      'killed',
      'unjudged',
      'unjudged',
      'unjudged',
    ]);
  });
});

describe('readSurvivors', () => {
  test('reads the lines of the list and leaves other text alone', () => {
    const text = '# 5. Title\n\nProse.\n\n- **3.1** `a -> b` equivalent: it is.\n- **0.2** `c -> ""` known: a text.\n';
    expect(readSurvivors(text)).toEqual([
      { exercise: '3.1', change: 'a -> b', kind: 'equivalent', reason: 'it is.' },
      { exercise: '0.2', change: 'c -> ""', kind: 'known', reason: 'a text.' },
    ]);
  });

  test.each(['- **3.1** `a -> b` fine: it is.', '- **3.1** `a -> b` equivalent:', '- **3.1** a -> b known: no'])(
    'refuses %s',
    (line) => {
      expect(() => readSurvivors(line)).toThrow(`${SURVIVORS}: expected "- **3.2** \`original -> replacement\``);
    },
  );

  test('can read the list of the course', () => {
    const list = readSurvivors(readFileSync(path.resolve(import.meta.dirname, '../..', SURVIVORS), 'utf8'));
    expect(list.length).toBeGreaterThan(0);
    expect(new Set(list.map(({ exercise, change }) => `${exercise} ${change}`)).size).toBe(list.length);
  });
});

describe('mutationReport', () => {
  const mutants = (killed: number, ...others: Mutant[]): Mutant[] => [
    ...Array.from({ length: killed }, (_, line) => mutant('killed', `k${line}`)),
    ...others,
  ];
  const mutant = (status: Mutant['status'], change: string): Mutant => ({
    exercise: '1.1',
    change,
    line: 1,
    status,
    why: 'out of memory',
  });
  const entry = (kind: 'equivalent' | 'known', change: string) => ({ exercise: '1.1', change, kind, reason: 'r' });

  test('counts, and leaves equivalent mutants out of the score', () => {
    const survivors = [mutant('survived', 'a -> b'), mutant('survived', 'c -> d')];
    const listed = [entry('equivalent', 'a -> b'), entry('known', 'c -> d')];
    const { lines, problems } = mutationReport(mutants(19, ...survivors), listed, ['1.1']);
    expect(problems).toEqual([]);
    expect(lines).toEqual([
      '1.1, line 1: `a -> b`: equivalent: r',
      '1.1, line 1: `c -> d`: known: r',
      'mutants: 21, killed 19, survived 2, of these equivalent 1',
      'score: 19 of the 20 that change behaviour, 95.0 %',
    ]);
  });

  test('refuses a score below 95 %', () => {
    const { problems } = mutationReport(mutants(18, mutant('survived', 'c -> d')), [entry('known', 'c -> d')], ['1.1']);
    expect(problems).toEqual(['the score is 94.7 %, below 95.0 %']);
  });

  test('lets a few exercises that were picked out have any score', () => {
    const picked = mutants(1, mutant('survived', 'c -> d'));
    expect(mutationReport(picked, [entry('known', 'c -> d')], ['1.1'], 0).problems).toEqual([]);
  });

  test('refuses a survivor that is not listed', () => {
    const { problems } = mutationReport(mutants(99, mutant('survived', 'c -> d')), [], ['1.1']);
    expect(problems).toEqual([`1.1, line 1: \`c -> d\` survives and is not in ${SURVIVORS}`]);
  });

  test('refuses an entry that is killed by now, or no longer there, but only of exercises that were looked at', () => {
    const listed = [entry('known', 'k3'), entry('known', 'gone'), { ...entry('known', 'x'), exercise: '3.1' }];
    expect(mutationReport(mutants(20), listed, ['1.1']).problems).toEqual([
      `1.1: \`k3\` is in ${SURVIVORS} but does not survive`,
      `1.1: \`gone\` is in ${SURVIVORS} but does not survive`,
    ]);
  });

  test('refuses a mutant without a verdict', () => {
    const { problems } = mutationReport(mutants(20, mutant('unjudged', 'a -> b')), [], ['1.1']);
    expect(problems).toEqual(['1.1, line 1: `a -> b` was not judged: out of memory']);
  });

  test('an empty run is no pass', () => {
    expect(mutationReport([], [], ['1.1']).problems).toEqual([
      '1.1: no mutant: nothing was judged',
      'the score is none, below 95.0 %',
    ]);
    expect(mutationReport([], [], []).problems).toEqual(['the score is none, below 95.0 %']);
  });
});
