/** What the three texts for a terminal share: their options, their margin, and how a check is found with its exercise. */
import type { CheckRow, ExerciseRow, SubmissionRow } from './results.js';
import type { Palette } from './text.js';

/** How to write it. */
export interface TerminalOptions {
  readonly palette: Palette;
  /** Columns of the terminal; text is wrapped to at most 100 of them. */
  readonly columns: number;
  /** What precedes an exercise's file in a message: "exercises". */
  readonly folder?: string;
}

/** The same, measured: the width between the margins. */
export interface Layout {
  readonly palette: Palette;
  readonly width: number;
}

/** A check with the exercise that it belongs to. */
export interface Located {
  readonly exercise: ExerciseRow;
  readonly check: CheckRow;
}

/** Text never runs wider than is comfortable to read, nor narrower than a replay line makes sense. */
export function layoutOf({ palette, columns }: TerminalOptions): Layout {
  return { palette, width: Math.min(Math.max(columns, 60), 100) - 4 };
}

/** Two spaces at the left of each line that has text, and a newline at the end of each. */
export function block(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? '\n' : `  ${line}\n`)).join('');
}

/** The checks of a submission that are such, in the order of the course. */
export function checksOf(submission: SubmissionRow, is: (check: CheckRow) => boolean): Located[] {
  return submission.exercises.flatMap((exercise) => exercise.checks.filter(is).map((check) => ({ exercise, check })));
}

/** Lines with an empty line above, where there are any. */
export function section(lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', ...lines] : [];
}

/** Two more spaces at the left of a line that has text. */
export function indent(line: string): string {
  return line === '' ? '' : `  ${line}`;
}
