/** The solutions on many inputs: how often each check passes an answer that is right. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Exercise } from '../../src/course/manifest.js';

/** A right answer that a check turned away. */
export interface FalseFail {
  readonly run: number;
  readonly check: string;
  readonly status: string;
  readonly rationale: string;
  readonly replay: string;
}

/** The outcome of all runs. */
export interface SeedRuns {
  readonly runs: number;
  /** How often each check gave a verdict, by its id. */
  readonly judged: ReadonlyMap<string, number>;
  readonly falseFails: readonly FalseFail[];
  readonly workers: number;
  readonly seconds: number;
}

const runMessage = z.object({
  run: z.number(),
  judged: z.array(z.string()),
  failures: z.array(z.object({ check: z.string(), status: z.string(), rationale: z.string(), replay: z.string() })),
});

/**
 * Grades the solutions `runs` times, each time on other inputs, spread over the cores.
 *
 * @throws Error when a worker fails, or when a run got lost
 */
export async function gradeOverSeeds(selection: readonly Exercise[], runs: number): Promise<SeedRuns> {
  const started = performance.now();
  const judged = new Map<string, number>();
  const falseFails: FalseFail[] = [];
  const done = new Set<number>();
  const receive = (message: unknown): void => {
    const { run, failures, judged: ids } = runMessage.parse(message);
    done.add(run);
    for (const id of ids) judged.set(id, (judged.get(id) ?? 0) + 1);
    falseFails.push(...failures.map((failure) => ({ run, ...failure })));
  };

  const workers = Math.min(availableParallelism(), runs);
  const exerciseIds = selection.map((exercise) => exercise.id);
  const shares = Array.from({ length: workers }, (_, first) => ({ exerciseIds, first, step: workers, end: runs }));
  await Promise.all(shares.map((share) => work(share, receive)));

  if (done.size !== runs) throw new Error(`seeds: expected ${runs} runs, got ${done.size}`);
  return { runs, judged, falseFails, workers, seconds: (performance.now() - started) / 1000 };
}

function work(share: object, receive: (message: unknown) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./seed-worker.js', import.meta.url), { workerData: share });
    worker.on('message', (message: unknown) => {
      try {
        receive(message);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    worker.once('error', reject);
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`seeds: a worker ended with ${code}`))));
  });
}
