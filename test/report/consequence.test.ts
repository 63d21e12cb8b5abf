/** How the consequence of a mistake is shown. */
import { expect, test } from '@jest/globals';
import { failureLines } from '../../src/report/failure.js';
import { renderPage } from '../../src/report/html.js';
import { plainPalette as palette } from '../../src/report/text.js';
import { mixedSubmission, readResults } from './fixture.js';

const figures = { initialLoss: 3.3, saturated: 0.1, deadUnits: 0 };
const text =
  'On 47,156 training examples your network starts with a loss of 24.27, where a right start has 3.27. After 200 steps of SGD its loss is 6.98, against 2.50.';
const consequence = { text, examples: 47156, units: 200, steps: 200, student: figures, reference: figures };

test('in a terminal it stands in a paragraph of its own, between what is wrong and the figures', () => {
  const check = mixedSubmission()
    .exercises.flatMap(({ checks }) => checks)
    .find(({ id }) => id === '1.4/w2-std');
  if (!check) throw new Error('fixtures/reports/mixed.json: expected 1.4/w2-std');
  const lines = failureLines({ ...check, consequence }, { palette, width: 76 });
  const start = lines.findIndex((line) => line.startsWith('On 47,156 training examples'));
  expect(lines.slice(start - 1, start + 5)).toEqual([
    '',
    'On 47,156 training examples your network starts with a loss of 24.27, where',
    'a right start has 3.27. After 200 steps of SGD its loss is 6.98, against',
    '2.50.',
    '',
    'measured  0.9981',
  ]);
  // All else is as it was.
  expect([...lines.slice(0, start - 1), ...lines.slice(start + 3)]).toEqual(
    failureLines(check, { palette, width: 76 }),
  );
});

test('the page shows it once', () => {
  const results = readResults('mixed');
  const submissions = results.submissions.map((submission) => ({
    ...submission,
    exercises: submission.exercises.map((exercise) => ({
      ...exercise,
      checks: exercise.checks.map((check) => (check.id === '1.4/w2-std' ? { ...check, consequence } : check)),
    })),
  }));
  expect(renderPage({ ...results, submissions }).split(`<p>${text}</p>`)).toHaveLength(2);
  expect(renderPage(results)).not.toContain('training examples');
});
