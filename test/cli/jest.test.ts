import { describe, expect, test } from '@jest/globals';
import { extract } from '../../src/cli/jest/dependency-extractor.js';
import { findOmissions } from '../../src/cli/jest/omissions.js';
import { askJudge, isJudgedExercise } from '../../src/cli/jest/protocol.js';

function suite(names: readonly string[], status: 'passed' | 'failed' | 'todo' | 'pending') {
  const testResults = names.map((fullName) => ({
    ancestorTitles: [],
    failureDetails: [],
    failureMessages: [],
    fullName,
    numPassingAsserts: 0,
    status,
    title: fullName,
  }));
  return { testFilePath: 'graders/1-initial-loss/1.4-output-layer.test.ts', testResults };
}

describe('omissions', () => {
  test('a run in which every expected check has a result has none', () => {
    expect(
      findOmissions([suite(['a'], 'passed'), suite(['b'], 'failed'), suite(['c'], 'todo')], ['a', 'b', 'c']),
    ).toEqual([]);
  });

  test('a skipped test is no result', () => {
    expect(findOmissions([suite(['a'], 'pending')], ['a'])).toEqual(['No result from Jest for: a']);
  });

  test('no check at all is an omission', () => {
    expect(findOmissions([suite(['a'], 'pending')], [])).toEqual([
      'No check was run: the filter matches none of them.',
    ]);
  });

  test('a suite that did not load is named with the first line of its reason', () => {
    const broken = { ...suite([], 'passed'), testExecError: { message: 'Cannot find module x\n  at y', stack: '' } };
    expect(findOmissions([broken], [])).toEqual(['1.4-output-layer.test.ts could not be loaded: Cannot find module x']);
  });
});

describe('what a suite depends on', () => {
  test.each([
    '/course/graders/1-initial-loss/1.4-output-layer.test.ts',
    'C:\\course\\graders\\1-initial-loss\\1.4-output-layer.test.ts',
  ])('%s: on its exercise', (file) => {
    expect([...extract('', file)]).toEqual(['../../exercises/1-initial-loss/1.4-output-layer.ts']);
  });

  test('other files: on nothing', () => {
    expect([...extract('', '/course/graders/1-initial-loss/1.4-output-layer.ts')]).toEqual([]);
  });
});

describe('the judge’s answers', () => {
  test('are narrowed', () => {
    expect(isJudgedExercise({ title: '1.4', tests: [{ name: 'a', becomes: 'fail', message: 'm' }] })).toBe(true);
    expect(isJudgedExercise({ title: '1.4', tests: [{ name: 'a', becomes: 'maybe' }] })).toBe(false);
    expect(isJudgedExercise({ title: '1.4', tests: [{ name: 'a', becomes: 'fail', message: 1 }] })).toBe(false);
    expect(isJudgedExercise({ tests: [] })).toBe(false);
    expect(isJudgedExercise(null)).toBe(false);
  });

  test('without a judge the error says how to get one', async () => {
    await expect(askJudge({ ask: 'results' })).rejects.toThrow(
      'judge: expected its address in STEPZERO_JUDGE, got nothing. Run the graders with: npm test',
    );
  });
});
