/** The solutions on many inputs: how often each check passes an answer that is right. */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import type { Exercise } from '../../src/course/manifest.js';
import type { Check } from '../../src/grading/check.js';
import { type FalseFail, falseFailLines } from './false-fails.js';
import { type Sample, testUniformity, uniformityLine, uniformityProblems } from './uniformity.js';
import { inWorkers } from './workers.js';

/** The outcome of all runs. */
export interface SeedRuns {
  readonly runs: number;
  /** How often each check gave a verdict, by its id. */
  readonly judged: ReadonlyMap<string, number>;
  /** What each check took in all runs together, in ms, by its id. */
  readonly durations: ReadonlyMap<string, number>;
  readonly falseFails: readonly FalseFail[];
  readonly samples: readonly Sample[];
  readonly workers: number;
  readonly seconds: number;
}

const runMessage = z.object({
  run: z.number(),
  judged: z.array(z.object({ check: z.string(), durationMs: z.number() })),
  failures: z.array(z.object({ check: z.string(), status: z.string(), rationale: z.string(), replay: z.string() })),
  samples: z.array(z.object({ check: z.string(), statistic: z.string(), cdf: z.number() })),
});

/**
 * Grades the solutions `runs` times, each time on other inputs, spread over the cores.
 *
 * @throws Error when a worker fails, or when a run got lost
 */
export async function gradeOverSeeds(
  selection: readonly Exercise[],
  runs: number,
  progress: (done: number) => void = () => undefined,
): Promise<SeedRuns> {
  const started = performance.now();
  const judged = new Map<string, number>();
  const durations = new Map<string, number>();
  const falseFails: FalseFail[] = [];
  const samples: Sample[] = [];
  const done = new Set<number>();
  const receive = (message: unknown): void => {
    const { run, failures, judged: verdicts, samples: values } = runMessage.parse(message);
    done.add(run);
    for (const { check, durationMs } of verdicts) {
      judged.set(check, (judged.get(check) ?? 0) + 1);
      durations.set(check, (durations.get(check) ?? 0) + durationMs);
    }
    falseFails.push(...failures.map((failure) => ({ run, ...failure })));
    samples.push(...values);
    progress(done.size);
  };

  const workers = Math.min(availableParallelism(), runs);
  const exerciseIds = selection.map((exercise) => exercise.id);
  const shares = Array.from({ length: workers }, (_, first) => ({ exerciseIds, first, step: workers, end: runs }));
  await inWorkers('./seed-worker.js', shares, receive);

  if (done.size !== runs) throw new Error(`seeds: expected ${runs} runs, got ${done.size}`);
  return { runs, judged, durations, falseFails, samples, workers, seconds: (performance.now() - started) / 1000 };
}

/**
 * What the runs showed, in sentences: right answers turned away, verdicts that are missing, bands that do not fit.
 *
 * @param options - `isWhole`: whether all exercises were run, of which some must draw at random
 */
export function seedProblems(
  solved: SeedRuns,
  checks: readonly Check[],
  { isWhole = true }: { readonly isWhole?: boolean } = {},
): string[] {
  const { runs, judged, falseFails, samples } = solved;
  return [
    ...falseFailLines(falseFails, runs),
    ...checks
      .filter((check) => judged.get(check.id) !== runs)
      .map(({ id }) => `solutions: ${id}: expected ${runs} verdicts, got ${judged.get(id) ?? 0}`),
    ...(isWhole || samples.length > 0 ? uniformityProblems(testUniformity(samples), runs) : []),
  ];
}

/** What the runs were and cost, and how near the bands came to being refused. */
export function seedSummary({ runs, samples, durations, seconds, workers }: SeedRuns): string {
  const slowest = [...durations].sort(([, a], [, b]) => b - a).slice(0, 3);
  return [
    `solutions: ${runs} runs, each on inputs of its own: ${seconds.toFixed(1)} s on ${workers} ${workers === 1 ? 'thread' : 'threads'}`,
    `slowest checks: ${slowest.map(([id, ms]) => `${id} ${Math.round(ms / runs)} ms`).join(', ')}`,
    uniformityLine(testUniformity(samples)),
  ].join('\n');
}
