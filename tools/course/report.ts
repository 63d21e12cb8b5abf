/** The gate's table of counts. Pure. */
import { type Exercise, type Part } from '../../src/course/manifest.js';

/** Counts of one exercise. */
export interface ExerciseCounts {
  readonly checks: number;
  readonly todo: number;
  readonly passed: number;
  readonly judged: number;
}

/** One line a part, and a line for all. */
export function countsTable(parts: readonly Part[], countsOf: (exercise: Exercise) => ExerciseCounts): string {
  const rows = parts.map(({ number, title, exercises }) => row(`${number} ${title}`, exercises, countsOf));
  const all = row(
    'all',
    parts.flatMap((part) => part.exercises),
    countsOf,
  );
  return columns([['part', 'exercises', 'points', 'checks', 'stubs to do', 'solutions pass'], ...rows, all]);
}

function row(name: string, exercises: readonly Exercise[], countsOf: (exercise: Exercise) => ExerciseCounts): string[] {
  const counts = exercises.map(countsOf);
  const sum = (pick: (each: ExerciseCounts) => number): number => counts.reduce((total, each) => total + pick(each), 0);
  const checks = sum((each) => each.checks);
  return [
    name,
    String(exercises.length),
    String(exercises.reduce((total, exercise) => total + exercise.points, 0)),
    String(checks),
    `${sum((each) => each.todo)} of ${checks}`,
    `${sum((each) => each.passed)} of ${sum((each) => each.judged)}`,
  ];
}

/** Left-aligned first column, right-aligned others, two spaces between. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
