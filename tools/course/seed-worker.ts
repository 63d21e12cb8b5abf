/** A worker thread that grades the solutions on its share of the runs, and posts each run's result. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { findExercise } from '../../src/course/manifest.js';
import { gradeFolder } from './grade.js';

const task = z
  .object({ exerciseIds: z.array(z.string()), first: z.int(), step: z.int().positive(), end: z.int() })
  .parse(workerData);

const selection = task.exerciseIds.flatMap((id) => findExercise(id) ?? []);
for (let run = task.first; run < task.end; run += task.step) {
  const graded = await gradeFolder('solutions', selection, run);
  const verdicts = graded.flatMap((exercise) => exercise.verdicts);
  parentPort?.postMessage({
    run,
    judged: verdicts.map(({ id, durationMs }) => ({ check: id, durationMs })),
    failures: verdicts.flatMap(({ id, outcome, replay }) =>
      outcome.status === 'pass' ? [] : [{ check: id, status: outcome.status, rationale: outcome.rationale, replay }],
    ),
    samples: verdicts.flatMap(({ id, outcome }) =>
      outcome.status === 'pass' ? (outcome.samples ?? []).map((sample) => ({ check: id, ...sample })) : [],
    ),
  });
}
