/** From a graded exercise to the Jest tests that stand for its checks. Runs in the judge. */
import type { Check } from '../../grading/check.js';
import { failureLines, printedLines } from '../../report/failure.js';
import type { CheckRow, ExerciseRow } from '../../report/results.js';
import { plainPalette } from '../../report/text.js';
import type { JudgedExercise, JudgedTest } from './protocol.js';

const messageWidth = 96;

/** The Jest tests of an exercise that was graded. */
export function judgedExercise(row: ExerciseRow): JudgedExercise {
  return { title: titleOf(row), tests: row.checks.map((check) => judgedTest(check, row.printed)) };
}

/** The Jest tests of an exercise that is outside of the filter: their names alone. */
export function unselectedExercise(
  listed: { id: string; title: string },
  checks: readonly Pick<Check, 'id' | 'asks'>[],
): JudgedExercise {
  return { title: titleOf(listed), tests: checks.map((check) => ({ name: nameOf(check), becomes: 'unselected' })) };
}

function titleOf({ id, title }: { id: string; title: string }): string {
  return `${id} ${title}`;
}

function nameOf({ id, asks }: { id: string; asks: string }): string {
  return `${asks} (${id})`;
}

function judgedTest(check: CheckRow, printed: string): JudgedTest {
  const name = nameOf(check);
  switch (check.status) {
    case 'pass':
      return { name, becomes: 'pass' };
    case 'todo':
      return { name, becomes: 'todo' };
    case 'blocked':
      return { name, becomes: 'fail', message: check.rationale ?? 'It waits for an earlier check.' };
    case 'error':
      return { name, becomes: 'fail', message: `This is not your mistake. ${messageOf(check, '')}` };
    case 'fail':
    case 'missing':
    case 'timeout':
    case 'crashed':
    case 'tampered':
      return { name, becomes: 'fail', message: messageOf(check, printed) };
  }
}

function messageOf(check: CheckRow, printed: string): string {
  const output = printedLines(printed, plainPalette);
  return [
    ...failureLines(check, { palette: plainPalette, width: messageWidth }),
    ...(output.length > 0 ? ['', ...output] : []),
  ].join('\n');
}
