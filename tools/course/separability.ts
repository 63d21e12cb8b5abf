/** Whether every two misconceptions of an exercise can be told apart, by the answers that a diagnosis compares. */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import type { Kill } from './kills.js';
import { inWorkers } from './workers.js';

/**
 * Standard errors that two misconceptions must lie apart where nothing else separates them: within 4.5 of one an answer counts
 * as its own.
 */
const LEAST_APART = 6;

const separationMessage = z.object({
  /** Ids of two misconceptions, with the way of each after the first. */
  names: z.tuple([z.string(), z.string()]),
  /** Whether some check is failed by both: only then could one be taken for the other. */
  share: z.boolean(),
  /** Over all checks that both were asked; null is further than any number: other in kind, or no check is shared. */
  standardErrors: z.number().nullable(),
});

/** How far two misconceptions are apart. */
export type Separation = z.infer<typeof separationMessage>;

/**
 * Compares the misconceptions of each exercise in pairs, in the ways in which they were handed in, spread over the cores.
 *
 * @param kills - what became of them: which checks each was asked, and failed
 */
export async function separate(kills: readonly Kill[]): Promise<readonly Separation[]> {
  const ids = [...new Set(kills.map(({ exercise }) => exercise))];
  const workers = Math.min(availableParallelism(), ids.length);
  const shares = Array.from({ length: workers }, (_, first) => ({
    kills: kills.filter(({ exercise }) => ids.indexOf(exercise) % workers === first),
  }));
  const found: Separation[] = [];
  await inWorkers('./separability-worker.js', shares, (message) => found.push(separationMessage.parse(message)));
  return found.sort((a, b) => a.names.join(' ').localeCompare(b.names.join(' ')));
}

/** Pairs that no answer tells apart: one id and one text, or another input, is what they need. */
export function separationProblems(separations: readonly Separation[]): string[] {
  return [
    ...(separations.length > 0 ? [] : ['corpus: no pair of misconceptions was compared']),
    ...separations.flatMap(({ names: [a, b], share, standardErrors }) =>
      share && standardErrors !== null && standardErrors < LEAST_APART
        ? [
            `corpus: ${a} and ${b} are ${standardErrors.toFixed(1)} standard errors apart, at least ${LEAST_APART} are needed: give them one id, or ask a question that separates them`,
          ]
        : [],
    ),
  ];
}

/** Counts, and the nearest pair, in a line. */
export function separationSummary(separations: readonly Separation[]): string {
  const sharing = separations.filter(({ share }) => share);
  const drawn = sharing.flatMap(({ names, standardErrors }) =>
    standardErrors === null ? [] : [{ names, standardErrors }],
  );
  const [nearest] = drawn.sort((a, b) => a.standardErrors - b.standardErrors);
  return (
    `separability: ${separations.length} pairs: ${separations.length - sharing.length} fail no check in common, ${sharing.length - drawn.length} differ in kind, ` +
    `${drawn.length} by their distributions alone` +
    (nearest
      ? `, the nearest by ${nearest.standardErrors.toFixed(1)} standard errors (${nearest.names.join(' and ')}; at least ${LEAST_APART})`
      : '')
  );
}
