/** Every way of every misconception, as a file that a student could have handed in. */
import { type Misconception, sourceOf } from '../grading/misconception.js';
import { loadMisconceptions, loadSolution } from './load-misconceptions.js';
import type { Exercise } from './manifest.js';

/** One wrong answer. */
export interface Specimen {
  readonly exercise: Exercise;
  readonly misconception: Misconception;
  /** Counts the ways of the misconception from 0. */
  readonly way: number;
  readonly source: string;
}

/** The specimens of one exercise, in the order of its file. */
export async function specimensOf(exercise: Exercise): Promise<readonly Specimen[]> {
  const solution = await loadSolution(exercise);
  return (await loadMisconceptions(exercise)).flatMap((misconception) =>
    misconception.ways.map((way, index) => ({
      exercise,
      misconception,
      way: index,
      source: sourceOf(way, solution),
    })),
  );
}
