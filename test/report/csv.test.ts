import { expect, test } from '@jest/globals';
import { renderCsv } from '../../src/report/csv.js';
import { readResults } from './fixture.js';

const results = readResults('class');

test('a row a student, a column an exercise, then the score', () => {
  expect(renderCsv(results)).toBe(
    [
      'student,0.1,0.2,0.3,1.1,1.2,1.3,1.4,2.1,2.2,2.3,3.1,3.2,4.1,4.2,4.3,5.1,6.1,6.2,6.3,6.4,7.1,score',
      'ada,,,,4,5,7,6,4,5,,,,,,,,,,,,,31',
      '字節 張,,,,0,0,0,0,0,0,,,,,,,,,,,,,0',
      // 2.2 could not be checked: no grade, not a zero.
      '"<b>O\'Neil</b> & ""co""",,,,4,2,0,1,0,,,,,,,,,,,,,,7',
      '',
    ].join('\n'),
  );
});

test.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1'])(
  'a student called %j is a name, not a formula',
  (student) => {
    const [submission] = results.submissions;
    if (!submission) throw new Error('expected a submission');
    const [, row] = renderCsv({ ...results, submissions: [{ ...submission, student }] }).split('\n');
    expect(row?.replace(/^"/, '').startsWith("'")).toBe(true);
  },
);
