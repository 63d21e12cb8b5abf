import { describe, expect, test } from '@jest/globals';
import { renderChecks } from '../../src/report/render-checks.js';
import { renderGradebook } from '../../src/report/render-gradebook.js';
import { renderProgress } from '../../src/report/render-progress.js';
import type { SubmissionRow } from '../../src/report/results.js';
import { type Palette, plainPalette as palette } from '../../src/report/text.js';
import { goldenText, mixedSubmission, readResults } from './fixture.js';

const options = { palette, columns: 80 };
const { data } = readResults('mixed').provenance;

function only(status: string): SubmissionRow {
  const submission = mixedSubmission();
  return { ...submission, exercises: submission.exercises.filter((exercise) => exercise.status === status) };
}

describe('npm test in a terminal of 80 columns', () => {
  test('with something done, begun, wrong, out of time and not checkable', () => {
    const text = renderProgress(mixedSubmission(), data, options);
    expect(text).toBe(goldenText('progress.txt', text));
  });

  test('no line is wider than the terminal, except the replay lines, which are there to be copied', () => {
    for (const columns of [60, 80, 100, 200]) {
      const lines = renderProgress(mixedSubmission(), data, { palette, columns }).split('\n');
      const long = lines.filter(
        (line) => line.length > Math.max(76, Math.min(columns, 100)) && !line.includes('npx stepzero'),
      );
      expect(long).toEqual([]);
    }
  });

  test('all done says so, and asks for nothing more', () => {
    const done = { ...only('done'), score: 4, maxScore: 4 };
    const text = renderProgress(done, data, options);
    expect(text).toContain('1.1 is done.');
    expect(text).toContain('██████████████████████████████  4/4 points');
    expect(text).not.toContain('Next');
  });

  test('the bar is full only when every point is there', () => {
    expect(renderProgress({ ...only('done'), score: 99, maxScore: 100 }, data, options)).toContain('█░  99/100 points');
  });

  test('nothing begun leads to the first exercise', () => {
    const text = renderProgress({ ...only('todo'), score: 0, maxScore: 7 }, data, options);
    expect(text).toContain('  Next: 1.3 The forward pass\n    exercises/1-initial-loss/1.3-forward-pass.ts\n');
    expect(text).not.toContain('✗');
  });

  test('colour is the palette’s alone', () => {
    const tagged = (tag: string) => (text: string) => `<${tag}>${text}</${tag}>`;
    const tags: Palette = {
      bold: tagged('b'),
      dim: tagged('d'),
      red: tagged('r'),
      green: tagged('g'),
      yellow: tagged('y'),
      cyan: tagged('c'),
    };
    const text = renderProgress(mixedSubmission(), data, { palette: tags, columns: 80 });
    expect(text).toContain('<g>✓</g> 1.1');
    expect(text).toContain('<y>☐</y> 1.2');
    expect(text).toContain('<d>☐</d> <d>1.3');
    expect(text).toContain('<r>✗</r> 1.4');
    expect(text).not.toContain('\u001b');
  });
});

test('stepzero run in a terminal of 80 columns shows the figures of passing checks too', () => {
  const submission = mixedSubmission();
  const exercises = submission.exercises.filter(({ id }) => id === '1.4');
  const text = renderChecks({ ...submission, exercises }, data, options);
  expect(text).toBe(goldenText('checks.txt', text));
});

test('stepzero grade in a terminal of 80 columns', () => {
  const text = renderGradebook(readResults('class'), options);
  expect(text).toBe(goldenText('gradebook.txt', text));
});
