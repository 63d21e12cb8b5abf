/** Every way of every misconception, as a file that a student could have handed in. */
import { loadMisconceptions, loadSolution } from '../../src/course/load-misconceptions.js';
import type { Exercise } from '../../src/course/manifest.js';
import { sourceOf } from '../../src/grading/misconception.js';

/** One wrong answer. */
export interface Specimen {
  readonly exercise: Exercise;
  /** The misconception's id: "3.2/gain-missing". */
  readonly id: string;
  /** Counts the ways of the misconception from 0. */
  readonly way: number;
  readonly title: string;
  readonly source: string;
}

/** The specimens of one exercise, in the order of its file. */
export async function specimensOf(exercise: Exercise): Promise<readonly Specimen[]> {
  const solution = await loadSolution(exercise);
  return (await loadMisconceptions(exercise)).flatMap(({ id, title, ways }) =>
    ways.map((way, index) => ({ exercise, id, way: index, title, source: sourceOf(way, solution) })),
  );
}
