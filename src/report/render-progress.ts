/** `npm test` in a terminal. Pure: results, palette and width in, text out. */
import { failureLines, printedLines } from './failure.js';
import {
  block,
  checksOf,
  indent,
  type Layout,
  layoutOf,
  type Located,
  section,
  type TerminalOptions,
} from './layout.js';
import { nextExercise, progressLines, scoreLines } from './progress.js';
import type { Provenance, SubmissionRow } from './results.js';
import { count, isWrong, lookOfCheck, paintMark } from './status.js';
import { oneLine, padRight, wrap } from './text.js';

/**
 * The answer of `npm test`: the progress list, the first failure in full, the others in a line each, what could not be
 * checked by our own fault, the points, and the next exercise.
 */
export function renderProgress(submission: SubmissionRow, data: Provenance['data'], options: TerminalOptions): string {
  const layout = layoutOf(options);
  const { palette, width } = layout;
  const [first, ...others] = checksOf(submission, (check) => isWrong(check.status));
  const errors = checksOf(submission, (check) => check.status === 'error');
  return block([
    '',
    ...progressLines(submission, palette),
    ...(first ? ['', ...firstFailure(first, layout)] : []),
    ...(others.length > 0
      ? ['', palette.bold(`Also wrong (${others.length})`), ...others.map((each) => brief(each, layout))]
      : []),
    ...errors.flatMap((each) => ['', ...ourFault(each, layout)]),
    '',
    ...scoreLines(submission, palette),
    '',
    ...whereNext(submission, options),
    palette.dim(oneLine(`Data: ${data.label}`, width)),
    '',
  ]);
}

function firstFailure({ exercise, check }: Located, { palette, width }: Layout): string[] {
  return [
    palette.red('─'.repeat(width)),
    `${paintMark(lookOfCheck(check.status), palette)} ${palette.bold(`${exercise.id}  ${exercise.title}`)}`,
    ...wrap(check.asks, width - 2).map((line) => palette.dim(`  ${line}`)),
    '',
    ...failureLines(check, { palette, width: width - 2 }).map(indent),
    ...section(printedLines(exercise.printed, palette)).map(indent),
    palette.red('─'.repeat(width)),
  ];
}

function brief({ check }: Located, { palette, width }: Layout): string {
  const id = padRight(check.id, 30);
  return `${paintMark(lookOfCheck(check.status), palette)} ${id} ${palette.dim(oneLine(check.rationale ?? check.asks, width - 33))}`;
}

function ourFault({ check }: Located, { palette, width }: Layout): string[] {
  const text = `${check.id} could not be checked, through no fault of yours: ${check.rationale ?? 'no reason was given'}`;
  const [head, ...rest] = wrap(text, width - 2);
  return [
    `${palette.yellow('!')} ${head ?? ''}`,
    ...rest.map(indent),
    `  ${palette.dim('Run it again; if it stays, report it with')} ${check.replay}`,
  ];
}

function whereNext({ exercises }: SubmissionRow, { palette, folder }: TerminalOptions): string[] {
  const next = nextExercise(exercises);
  if (!next) {
    return exercises.every((exercise) => exercise.status === 'done')
      ? [palette.green(`All ${count(exercises.length, 'exercise')} done.`)]
      : [];
  }
  const verb = next.status === 'wrong' ? 'Mend' : next.status === 'partly' ? 'Go on with' : 'Next:';
  return [
    `${verb} ${palette.bold(`${next.id} ${next.title}`)} in ${palette.cyan(`${folder ?? 'exercises'}/${next.file}`)}`,
  ];
}
