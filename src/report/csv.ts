/** grades.csv: a row a student, a column an exercise. */
import { stringify } from 'csv-stringify/sync';
import { exercises } from '../course/manifest.js';
import type { Results } from './results.js';

/**
 * Writes the gradebook as CSV: `student`, the points of every exercise of the course, `score`. An exercise without a grade
 * (not graded, or not gradable by our own fault) is an empty cell, never a zero. Names that a spreadsheet would read as a
 * formula are written as text.
 */
export function renderCsv(results: Results): string {
  const rows = results.submissions.map((submission) => {
    const graded = new Map(submission.exercises.map((exercise) => [exercise.id, exercise]));
    const points = exercises.map(({ id }) => {
      const exercise = graded.get(id);
      return exercise === undefined || exercise.status === 'error' ? '' : exercise.points;
    });
    return [submission.student, ...points, submission.score];
  });
  return stringify([['student', ...exercises.map(({ id }) => id), 'score'], ...rows], { escape_formulas: true });
}
