/** results.json as text for a terminal. Pure: results, palette and width in, text out. */
import { failureLines, factLines, printedLines } from './failure.js';
import { nextExercise, progressLines, scoreLine, tally } from './progress.js';
import type { CheckRow, ExerciseRow, Provenance, Results, SubmissionRow } from './results.js';
import { count, isWrong, lookOfCheck, lookOfExercise, paintMark } from './status.js';
import { type Palette, oneLine, padLeft, padRight, wrap } from './text.js';

/** How to write it. */
export interface TerminalOptions {
  readonly palette: Palette;
  /** Columns of the terminal; text is wrapped to at most 100 of them. */
  readonly columns: number;
  /** What precedes an exercise's file in a message: "exercises". */
  readonly folder?: string;
}

interface Layout {
  readonly palette: Palette;
  readonly width: number;
}

interface Located {
  readonly exercise: ExerciseRow;
  readonly check: CheckRow;
}

function layoutOf({ palette, columns }: TerminalOptions): Layout {
  return { palette, width: Math.min(Math.max(columns, 60), 100) - 4 };
}

/** Two spaces at the left of each line that has text, and a newline at the end of each. */
function block(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? '\n' : `  ${line}\n`)).join('');
}

function checksOf(submission: SubmissionRow, is: (check: CheckRow) => boolean): Located[] {
  return submission.exercises.flatMap((exercise) => exercise.checks.filter(is).map((check) => ({ exercise, check })));
}

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
    scoreLine(submission, palette),
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

function section(lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', ...lines] : [];
}

function indent(line: string): string {
  return line === '' ? '' : `  ${line}`;
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

/** The answer of `stepzero run`: every check of the exercises that were run, passing ones with their figures too. */
export function renderChecks(submission: SubmissionRow, data: Provenance['data'], options: TerminalOptions): string {
  const layout = layoutOf(options);
  const { palette, width } = layout;
  return block([
    ...submission.exercises.flatMap((exercise) => ['', ...exerciseLines(exercise, layout)]),
    '',
    palette.dim(oneLine(`Data: ${data.label}`, width)),
    '',
  ]);
}

function exerciseLines(exercise: ExerciseRow, { palette, width }: Layout): string[] {
  const look = lookOfExercise(exercise.status);
  const heading = padRight(`${exercise.id}  ${exercise.title}`, width - 12);
  return [
    `${paintMark(look, palette)} ${palette.bold(heading)}${padLeft(`${exercise.points}/${exercise.maxPoints}`, 10)}`,
    ...exercise.checks.flatMap((check) => ['', ...checkLines(check, { palette, width: width - 4 })]),
    ...section(printedLines(exercise.printed, palette)),
  ];
}

function checkLines(check: CheckRow, { palette, width }: Layout): string[] {
  const look = lookOfCheck(check.status);
  const layout = { palette, width };
  const [head, ...rest] = wrap(check.asks, width - 12);
  const points = padLeft(`${check.points}/${check.maxPoints}`, 8);
  const facts =
    check.status === 'pass'
      ? [...factLines(check, layout), ...factReplay(check, palette)]
      : check.status === 'todo' || check.status === 'blocked'
        ? wrap(check.rationale ?? look.word, width)
        : failureLines(check, layout);
  return [
    `${paintMark(look, palette)} ${padRight(head ?? '', width - 8)}${palette.dim(points)}`,
    ...rest.map(indent),
    ...facts.map((line) => (line === '' ? '' : `    ${line}`)),
  ];
}

function factReplay(check: CheckRow, palette: Palette): string[] {
  return [`${palette.dim(padRight('seed', 10))}${check.seed}`];
}

/** The answer of `stepzero grade`: a line a student, then for each who has one the first failure with its replay. */
export function renderGradebook(results: Results, options: TerminalOptions): string {
  const layout = layoutOf(options);
  const { palette, width } = layout;
  const nameWidth = Math.min(32, Math.max(7, ...results.submissions.map(({ student }) => student.length)) + 2);
  return block([
    '',
    palette.bold(`${padRight('student', nameWidth)}${padLeft('score', 10)}`),
    ...results.submissions.map((submission) => {
      const name = padRight(oneLine(submission.student, nameWidth - 2), nameWidth);
      const score = padLeft(`${submission.score}/${submission.maxScore}`, 10);
      return `${name}${score}   ${palette.dim(tallyOf(submission))}`;
    }),
    ...results.submissions.flatMap((submission) => studentFailure(submission, layout)),
    '',
    palette.dim(oneLine(`Data: ${results.provenance.data.label}`, width)),
    '',
  ]);
}

function tallyOf(submission: SubmissionRow): string {
  return [tally(submission.exercises), ...(submission.notes ?? []).map((note) => oneLine(note, 60))].join('; ');
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
