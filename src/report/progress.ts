/** The progress list: every exercise by part with its mark and points, then a bar, and where to go on. */
import { parts } from '../course/manifest.js';
import type { ExerciseRow, SubmissionRow } from './results.js';
import { count, isWrong, lookOfExercise, paintMark } from './status.js';
import { type Palette, padLeft, padRight } from './text.js';

/** Wider than this, a row's title and its points are too far apart to be read together. */
const listWidth = 72;

/** The exercises by part, in the order of the course; a part of which nothing was graded is left out. */
export function progressLines(submission: SubmissionRow, palette: Palette): string[] {
  const graded = new Map(submission.exercises.map((exercise) => [exercise.id, exercise]));
  return parts.flatMap((part) => {
    const rows = part.exercises.flatMap((listed) => graded.get(listed.id) ?? []);
    if (rows.length === 0) return [];
    const points = rows.reduce((sum, row) => sum + row.points, 0);
    const maxPoints = rows.reduce((sum, row) => sum + row.maxPoints, 0);
    const heading = padRight(`${part.number}  ${part.title}`, listWidth - 8) + padLeft(`${points}/${maxPoints}`, 8);
    return [palette.bold(heading), ...rows.map((row) => exerciseLine(row, palette))];
  });
}

function exerciseLine(exercise: ExerciseRow, palette: Palette): string {
  const look = lookOfExercise(exercise.status);
  const title = padRight(`${exercise.id}  ${exercise.title}`, 38);
  const note = padRight(noteOn(exercise), listWidth - 5 - 38 - 8);
  const points = padLeft(`${exercise.points}/${exercise.maxPoints}`, 8);
  const quiet = exercise.status === 'todo' ? palette.dim : (text: string): string => text;
  return `   ${paintMark(look, palette)} ${quiet(title)}${palette[look.paint](note)}${quiet(points)}`;
}

function noteOn({ status, checks }: ExerciseRow): string {
  const wrong = checks.filter((check) => isWrong(check.status)).length;
  const passed = checks.filter((check) => check.status === 'pass').length;
  switch (status) {
    case 'wrong':
      return `${wrong} of ${count(checks.length, 'check')} wrong`;
    case 'partly':
      return `${passed} of ${count(checks.length, 'check')} done`;
    case 'error':
      return 'could not be checked';
    case 'done':
    case 'todo':
      return '';
  }
}

/** A bar of the points, and below it how many exercises are done, wrong, begun and to do. */
export function scoreLines(submission: SubmissionRow, palette: Palette): string[] {
  const { score, maxScore, exercises } = submission;
  const cells = 30;
  // Rounded down: the bar is full only when every point is there.
  const filled = maxScore === 0 ? 0 : Math.floor((score / maxScore) * cells);
  const bar = palette.green('█'.repeat(filled)) + palette.dim('░'.repeat(cells - filled));
  return [`${bar}  ${palette.bold(`${score}/${maxScore} points`)}`, tally(exercises)];
}

/** "12 done, 1 wrong, 8 to do": the kinds that there are. */
export function tally(exercises: readonly ExerciseRow[]): string {
  const kinds = ['done', 'wrong', 'partly', 'todo', 'error'] as const;
  return kinds
    .flatMap((status) => {
      const number = exercises.filter((exercise) => exercise.status === status).length;
      return number === 0 ? [] : [`${number} ${lookOfExercise(status).word}`];
    })
    .join(', ');
}

/** Where to go on: what is wrong comes before what is not begun; undefined when all is done. */
export function nextExercise(exercises: readonly ExerciseRow[]): ExerciseRow | undefined {
  return (
    exercises.find((exercise) => exercise.status === 'wrong') ??
    exercises.find((exercise) => exercise.status === 'partly' || exercise.status === 'todo')
  );
}
