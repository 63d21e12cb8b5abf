/** `stepzero grade` in a terminal. Pure: results, palette and width in, text out. */
import stringWidth from 'string-width';
import { failureLines } from './failure.js';
import { block, checksOf, indent, type Layout, layoutOf, type TerminalOptions } from './layout.js';
import { tally } from './progress.js';
import type { Results, SubmissionRow } from './results.js';
import { count, isWrong, lookOfCheck, paintMark } from './status.js';
import { oneLine, padLeft, padRight } from './text.js';

/** The answer of `stepzero grade`: a line a student, then for each who has one the first failure with its replay. */
export function renderGradebook(results: Results, options: TerminalOptions): string {
  const layout = layoutOf(options);
  const { palette, width } = layout;
  const nameWidth = Math.min(32, Math.max(7, ...results.submissions.map(({ student }) => stringWidth(student))) + 2);
  return block([
    '',
    palette.bold(`${padRight('student', nameWidth)}${padLeft('score', 10)}`),
    ...results.submissions.map((submission) => {
      const name = padRight(oneLine(submission.student, nameWidth - 2), nameWidth);
      const score = padLeft(`${submission.score}/${submission.maxScore}`, 10);
      return `${name}${score}   ${palette.dim(tally(submission.exercises))}`;
    }),
    ...results.submissions.flatMap(({ student, notes }) =>
      (notes ?? []).map((note) => `${palette.yellow('!')} ${oneLine(`${student}: ${note}`, width - 2)}`),
    ),
    ...results.submissions.flatMap((submission) => studentFailure(submission, layout)),
    '',
    palette.dim(oneLine(`Data: ${results.provenance.data.label}`, width)),
    '',
  ]);
}

function studentFailure(submission: SubmissionRow, { palette, width }: Layout): string[] {
  const [first, ...others] = checksOf(submission, (check) => isWrong(check.status) || check.status === 'error');
  if (!first) return [];
  const more = others.length > 0 ? palette.dim(` and ${count(others.length, 'check')} more`) : '';
  return [
    '',
    `${palette.bold(oneLine(submission.student, width - 30))}  ${paintMark(lookOfCheck(first.check.status), palette)} ${first.check.id}${more}`,
    ...failureLines(first.check, { palette, width: width - 2 }).map(indent),
  ];
}
