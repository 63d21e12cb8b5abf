/** The graders against the corpus: every misconception handed in as if by a student. */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import type { Exercise } from '../../src/course/manifest.js';
import { inWorkers } from './workers.js';

const checkRow = z.object({ check: z.string(), status: z.string(), diagnosis: z.string().nullable() });

/** One way of one misconception, handed in. */
export const killMessage = z.object({
  exercise: z.string(),
  /** "3.2/gain-missing" */
  id: z.string(),
  way: z.number(),
  title: z.string(),
  checks: z.array(checkRow),
  /** The same with every generator seeded otherwise than for the corpus: told by their distributions alone. */
  redrawn: z.array(checkRow),
});

/** What became of one way of one misconception. */
export type Kill = z.infer<typeof killMessage>;

/**
 * Hands in every misconception of the exercises, spread over the cores.
 *
 * @param options - `everyWay`: each in all the ways it is written, not in the first alone (about 1.6 times as many)
 */
export async function judgeCorpus(
  selection: readonly Exercise[],
  { everyWay }: { readonly everyWay: boolean },
): Promise<readonly Kill[]> {
  const workers = Math.min(availableParallelism(), selection.length);
  // Dealt out in turn: neighbours are alike in size.
  const shares = Array.from({ length: workers }, (_, first) => ({
    everyWay,
    exerciseIds: selection.filter((_exercise, index) => index % workers === first).map(({ id }) => id),
  }));
  const kills: Kill[] = [];
  await inWorkers('./kill-worker.js', shares, (message) => kills.push(killMessage.parse(message)));
  const place = new Map(selection.map(({ id }, index) => [id, index]));
  return kills.sort((a, b) => (place.get(a.exercise) ?? 0) - (place.get(b.exercise) ?? 0));
}
