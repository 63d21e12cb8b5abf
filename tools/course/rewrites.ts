/** Wrong answers that are written like nothing in the corpus: each must be turned away, and called by its name or by none. */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { type Exercise, exercises } from '../../src/course/manifest.js';
import { filesBelow, readCourseFile } from './read-course.js';
import { collectionProblems, ownerOf, rewriteProblems } from './rewrite-problems.js';
import { inWorkers } from './workers.js';

/** Where they lie: `<exercise id>/<expected names>--<number>.ts`. Never shipped to students. */
const REWRITES = 'test/course/rewrites';

const rewriteMessage = z.object({
  /** "3.2/gain-missing--1.ts" */
  file: z.string(),
  /** What it should be called: ids of misconceptions; none where no misconception says it. */
  expected: z.array(z.string()),
  checks: z.array(z.object({ check: z.string(), status: z.string(), diagnosis: z.string().nullable() })),
});

/** What became of one wrong answer. */
export type Rewrite = z.infer<typeof rewriteMessage>;

/** What `gradeRewrites` found. */
export interface GradedRewrites {
  readonly problems: readonly string[];
  readonly rewrites: readonly Rewrite[];
}

/**
 * Hands in every rewrite of the exercises as a student would, spread over the cores.
 *
 * @param known - ids of all misconceptions: an expected name that is none of them could never be given
 */
export async function gradeRewrites(
  selection: readonly Exercise[],
  known: ReadonlySet<string>,
): Promise<GradedRewrites> {
  const files = await filesBelow(REWRITES);
  const jobs: { exerciseId: string; file: string; expected: readonly string[]; source: string }[] = [];
  for (const file of files) {
    const owner = ownerOf(file, exercises);
    const source = await readCourseFile(REWRITES, file);
    if (!owner || source === undefined || !selection.includes(owner.exercise)) continue;
    jobs.push({ exerciseId: owner.exercise.id, file, expected: owner.expected, source });
  }
  const rewrites: Rewrite[] = [];
  // Whole exercises, dealt out in turn: a corpus is loaded once for all wrong answers to its exercise.
  const workers = Math.max(1, Math.min(availableParallelism(), selection.length));
  const shares = Array.from({ length: workers }, (_, worker) => ({
    jobs: jobs.filter((job) => selection.findIndex(({ id }) => id === job.exerciseId) % workers === worker),
  }));
  await inWorkers('./rewrite-worker.js', shares, (message) => rewrites.push(rewriteMessage.parse(message)));
  rewrites.sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file));
  const graded = new Set(rewrites.map(({ file }) => file));
  return {
    problems: [
      ...collectionProblems(selection, files, known),
      ...jobs.filter(({ file }) => !graded.has(file)).map(({ file }) => `${REWRITES}/${file}: was not graded`),
      ...rewrites.flatMap(rewriteProblems),
    ],
    rewrites,
  };
}
