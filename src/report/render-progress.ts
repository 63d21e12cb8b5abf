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
import { isWrong, lookOfCheck, paintMark } from './status.js';
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
    ...(others.length > 0 ? ['', palette.bold('Also wrong'), ...briefly(others, layout)] : []),
    ...ourFaults(errors, layout),
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
    // Notes (the batch that was drawn) are for the replay, which shows them.
    ...failureLines({ ...check, notes: [] }, { palette, width: width - 2 }).map(indent),
    ...section(printedLines(exercise.printed, palette)).map(indent),
    palette.red('─'.repeat(width)),
  ];
}

/** A line for each; checks of one exercise that say the same thing share a line. */
function briefly(located: readonly Located[], { palette, width }: Layout): string[] {
  const alike = new Map<string, Located[]>();
  for (const each of located) {
    const key = `${each.exercise.id} ${each.check.rationale ?? each.check.id}`;
    alike.set(key, [...(alike.get(key) ?? []), each]);
  }
  return [...alike.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const { exercise, check } = first;
    const name = padRight(more.length > 0 ? `${exercise.id}, ${more.length + 1} checks` : check.id, 30);
    const said = oneLine(check.diagnosis?.title ?? check.rationale ?? check.asks, width - 33);
    return [`${paintMark(lookOfCheck(check.status), palette)} ${name} ${palette.dim(said)}`];
  });
}

/** What could not be checked: the first in full, the others in a line each. */
function ourFaults([first, ...others]: readonly Located[], layout: Layout): string[] {
  if (!first) return [];
  const { palette, width } = layout;
  const { check } = first;
  const text = `${check.id} could not be checked, through no fault of yours: ${check.rationale ?? 'no reason was given'}`;
  const [head, ...rest] = wrap(text, width - 2);
  return [
    '',
    `${palette.yellow('!')} ${head ?? ''}`,
    ...rest.map(indent),
    `  ${palette.dim('Run it again; if it stays, report it with')} ${check.replay}`,
    ...briefly(others, layout),
  ];
}

function whereNext({ exercises }: SubmissionRow, { palette, folder }: TerminalOptions): string[] {
  const next = nextExercise(exercises);
  if (!next) {
    if (exercises.some((exercise) => exercise.status !== 'done')) return [];
    const [only, ...others] = exercises;
    return [
      palette.green(
        only && others.length === 0 ? `${only.id} is done.` : `All ${exercises.length} exercises are done.`,
      ),
    ];
  }
  const verb = next.status === 'wrong' ? 'Mend' : next.status === 'partly' ? 'Go on with' : 'Next:';
  const file = `${folder ?? 'exercises'}/${next.file}`;
  return [`${verb} ${palette.bold(`${next.id} ${next.title}`)}`, `  ${palette.cyan(file)}`];
}
