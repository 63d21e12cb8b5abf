import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Results, resultsSchema, type SubmissionRow } from '../../src/report/results.js';

const folder = fileURLToPath(new URL('../fixtures/reports/', import.meta.url));

/** Results of one submission (`mixed`: every status there is) or of three (`class`). */
export function readResults(name: 'mixed' | 'class'): Results {
  return resultsSchema.parse(JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')));
}

/** The submission of `mixed`. */
export function mixedSubmission(): SubmissionRow {
  const [submission] = readResults('mixed').submissions;
  if (!submission) throw new Error('fixtures/reports/mixed.json: expected a submission, got none');
  return submission;
}

/** A text as it was when somebody last looked at it; STEPZERO_WRITE_FIXTURES=1 takes the present one, to be looked at again. */
export function goldenText(name: string, text: string): string {
  const file = path.join(folder, name);
  if (process.env['STEPZERO_WRITE_FIXTURES'] === '1') writeFileSync(file, text);
  return readFileSync(file, 'utf8');
}
