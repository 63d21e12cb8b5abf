import { describe, expect, test } from '@jest/globals';
import { sourceOf } from '../../src/grading/misconception.js';

const solution = 'const gain = 5 / 3;\nreturn gain / Math.sqrt(fanIn);\n';

describe('sourceOf', () => {
  test('applies one edit and leaves the rest of the text as it is', () => {
    expect(sourceOf([{ replace: 'Math.sqrt(fanIn)', by: 'fanIn' }], solution)).toBe(
      'const gain = 5 / 3;\nreturn gain / fanIn;\n',
    );
  });

  test('applies edits in their order, each to what the ones before it left', () => {
    const edits = [
      { replace: 'Math.sqrt(fanIn)', by: 'Math.sqrt(fanOut)' },
      { replace: 'fanOut', by: 'fanIn + fanOut' },
    ];
    expect(sourceOf(edits, solution)).toBe('const gain = 5 / 3;\nreturn gain / Math.sqrt(fanIn + fanOut);\n');
  });

  test('takes both texts literally: no patterns in one, no references in the other', () => {
    expect(sourceOf([{ replace: 'Math.sqrt(fanIn)', by: '$& $1 $$' }], solution)).toBe(
      'const gain = 5 / 3;\nreturn gain / $& $1 $$;\n',
    );
    expect(sourceOf([{ replace: 'a.c', by: '-' }], 'abc a.c')).toBe('abc -');
  });

  test('deletes what is replaced by nothing, at the ends too', () => {
    expect(sourceOf([{ replace: 'const gain = 5 / 3;\n', by: '' }], solution)).toBe(
      'return gain / Math.sqrt(fanIn);\n',
    );
    expect(sourceOf([{ replace: '(fanIn);\n', by: '' }], solution)).toBe(
      'const gain = 5 / 3;\nreturn gain / Math.sqrt',
    );
  });

  test('is the whole file where the way is one, and the solution where there are no edits', () => {
    expect(sourceOf('return 1;\n', solution)).toBe('return 1;\n');
    expect(sourceOf([], solution)).toBe(solution);
  });

  test.each([
    ['is not in the solution', 'fanOut', 0],
    ['is in it twice', 'gain', 2],
    ['is in it many times', 'n', 6],
  ])('refuses an edit of a text that %s', (_, replace, times) => {
    expect(() => sourceOf([{ replace, by: '' }], solution)).toThrow(
      `misconception: expected ${JSON.stringify(replace)} once in the solution, found it ${times} times`,
    );
  });

  test('refuses an edit that an earlier one has made ambiguous or impossible', () => {
    const doubled = [
      { replace: 'Math.sqrt(fanIn)', by: 'fanIn * fanIn' },
      { replace: 'fanIn', by: 'fanOut' },
    ];
    expect(() => sourceOf(doubled, solution)).toThrow('expected "fanIn" once in the solution, found it 2 times');
    const gone = [
      { replace: 'fanIn', by: 'fanOut' },
      { replace: 'sqrt(fanIn)', by: 'fanIn' },
    ];
    expect(() => sourceOf(gone, solution)).toThrow('expected "sqrt(fanIn)" once in the solution, found it 0 times');
  });
});
