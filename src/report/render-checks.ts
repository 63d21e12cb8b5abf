/** `stepzero run` in a terminal. Pure: results, palette and width in, text out. */
import { factLines, failureLines, printedLines } from './failure.js';
import { block, indent, type Layout, layoutOf, section, type TerminalOptions } from './layout.js';
import type { CheckRow, ExerciseRow, Provenance, SubmissionRow } from './results.js';
import { lookOfCheck, lookOfExercise, paintMark } from './status.js';
import { oneLine, padLeft, padRight, type Palette, wrap } from './text.js';

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
