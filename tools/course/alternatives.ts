/** Right answers that are written differently from the solutions: every check must pass each of them, on many inputs. */
import { type Exercise, exercises } from '../../src/course/manifest.js';
import type { Check } from '../../src/grading/check.js';
import type { ExerciseResult } from '../../src/grading/verdict.js';
import { gradeFiles } from './grade.js';
import { filesBelow, readCourseFile } from './read-course.js';

/** Where they lie: `<part folder>/<exercise file without .ts>/<name>.ts`. Never shipped to students. */
const ALTERNATIVES = 'test/course/alternatives';

/** A right answer to one exercise. */
interface Alternative {
  readonly exercise: Exercise;
  /** "uniform-weights" */
  readonly name: string;
  /** "2-saturation/2.3-hidden-layer/uniform-weights.ts" */
  readonly file: string;
  readonly source: string;
}

/** The name of an alternative by its file, where the file belongs to an exercise. */
function ownerOf(file: string): { exercise: Exercise; name: string } | undefined {
  const match = /^([^/]+\/[^/]+)\/([a-z0-9-]+)\.ts$/.exec(file);
  const exercise = exercises.find((each) => each.file === `${match?.[1]}.ts`);
  return exercise && match?.[2] !== undefined ? { exercise, name: match[2] } : undefined;
}

/** All of them, in the order of the course. */
async function readAlternatives(): Promise<readonly Alternative[]> {
  const found: Alternative[] = [];
  for (const file of await filesBelow(ALTERNATIVES)) {
    const owner = ownerOf(file);
    const source = await readCourseFile(ALTERNATIVES, file);
    if (owner && source !== undefined) found.push({ ...owner, file, source });
  }
  return found;
}

/** What is wrong with the collection itself: a file that belongs to no exercise, an exercise with fewer than two. */
export function collectionProblems(selection: readonly Exercise[], files: readonly string[]): string[] {
  const owners = files.map(ownerOf);
  const countOf = (exercise: Exercise): number => owners.filter((owner) => owner?.exercise.id === exercise.id).length;
  return [
    ...(files.length > 0 ? [] : [`${ALTERNATIVES}: no file: nothing was graded`]),
    ...files
      .filter((_, index) => owners[index] === undefined)
      .map((file) => `${ALTERNATIVES}/${file}: expected <part>/<exercise>/<name-in-kebab-case>.ts of the manifest`),
    ...selection
      .filter((exercise) => countOf(exercise) < 2)
      .map((exercise) => `${ALTERNATIVES}: ${exercise.id}: expected at least 2 alternatives, got ${countOf(exercise)}`),
  ];
}

/** Submissions that hold at most one alternative of each exercise, so that one guest grades many of them. */
export function inSubmissions<A extends { readonly exercise: Exercise }>(alternatives: readonly A[]): A[][] {
  const submissions: A[][] = [];
  for (const alternative of alternatives) {
    const { id } = alternative.exercise;
    const free = submissions.find((submission) => submission.every((other) => other.exercise.id !== id));
    if (free) free.push(alternative);
    else submissions.push([alternative]);
  }
  return submissions;
}

/** What went wrong with one alternative in one run, in sentences; empty where every check passed. */
export function rejections(
  file: string,
  checks: readonly Check[],
  result: ExerciseResult | undefined,
  run: number,
): string[] {
  const verdicts = result?.verdicts ?? [];
  const judged = new Set(verdicts.map(({ id }) => id));
  return [
    ...checks.filter(({ id }) => !judged.has(id)).map(({ id }) => `${ALTERNATIVES}/${file}: ${id} has no verdict`),
    ...verdicts.flatMap(({ id, outcome, seed }) =>
      outcome.status === 'pass'
        ? []
        : [
            `${ALTERNATIVES}/${file}: ${id}: expected pass, got ${outcome.status} in run ${run} (seed ${seed}): ${outcome.rationale}`,
          ],
    ),
  ];
}

/** What `gradeAlternatives` found. */
export interface GradedAlternatives {
  readonly problems: readonly string[];
  readonly alternatives: number;
  readonly runs: number;
  /** Verdicts in all runs together. */
  readonly verdicts: number;
}

/**
 * Grades every alternative `runs` times, each time on other inputs.
 *
 * @param checks - the exercises to grade, each with its checks
 */
export async function gradeAlternatives(
  checks: ReadonlyMap<Exercise, readonly Check[]>,
  runs: number,
): Promise<GradedAlternatives> {
  const selection = [...checks.keys()];
  const problems = collectionProblems(selection, await filesBelow(ALTERNATIVES));
  const alternatives = (await readAlternatives()).filter(({ exercise }) => checks.has(exercise));
  let verdicts = 0;
  const grade = async (submission: readonly Alternative[], run: number): Promise<void> => {
    const files = submission.map(({ exercise, source }) => ({ path: exercise.file, source }));
    const asked = submission.map(({ exercise }) => exercise);
    const results = await gradeFiles(files, asked, ALTERNATIVES, run);
    for (const { exercise, file } of submission) {
      const result = results.find(({ id }) => id === exercise.id);
      verdicts += result?.verdicts.length ?? 0;
      problems.push(...rejections(file, checks.get(exercise) ?? [], result, run));
    }
  };
  // A guest computes while the judge of another one does, so both cores are busy.
  for (let run = 0; run < runs; run++) {
    await Promise.all(inSubmissions(alternatives).map((submission) => grade(submission, run)));
  }
  return { problems, alternatives: alternatives.length, runs, verdicts };
}

/** How many there were, in a line. */
export function alternativesSummary({ alternatives, runs, verdicts }: GradedAlternatives): string {
  return `alternatives: ${alternatives} right answers that are written differently, ${verdicts} verdicts in ${runs} ${runs === 1 ? 'run' : 'runs'}`;
}
