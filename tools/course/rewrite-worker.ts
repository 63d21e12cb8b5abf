/** A worker thread that hands in its share of the rewritten wrong answers, and posts what each is called. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { Diagnostician } from '../../src/batch/diagnostician.js';
import { gradeSubmission } from '../../src/batch/grade-submission.js';
import { replayCommand } from '../../src/cli/replay.js';
import { findExercise } from '../../src/course/manifest.js';
import { loadExamples } from '../../src/dataset/load-examples.js';
import { LOCAL_STUDENT, PUBLIC_KEY } from '../../src/grading/seed.js';
import type { Rewrite } from './rewrites.js';

const job = z.object({
  exerciseId: z.string(),
  file: z.string(),
  expected: z.array(z.string()),
  source: z.string(),
});
const { jobs } = z.object({ jobs: z.array(job) }).parse(workerData);
const examples = await loadExamples();
const diagnostician = new Diagnostician(examples);
for (const each of jobs) parentPort?.postMessage(await judge(each));
await diagnostician.close();

async function judge({ exerciseId, file, expected, source }: z.infer<typeof job>): Promise<Rewrite> {
  const exercise = findExercise(exerciseId);
  if (!exercise) throw new Error(`rewrites: ${file}: there is no exercise ${exerciseId}`);
  const { exercises } = await gradeSubmission(
    {
      student: LOCAL_STUDENT,
      files: [{ path: exercise.file, source }],
      examples,
      key: PUBLIC_KEY,
      replay: replayCommand(),
      now: () => performance.now(),
      diagnostician,
    },
    [exercise],
  );
  const [result] = exercises;
  if (!result) throw new Error(`rewrites: ${file} was not graded`);
  const checks = result.verdicts.map(({ id, outcome }) => ({
    check: id,
    status: outcome.status,
    diagnosis: outcome.status === 'fail' ? (outcome.diagnosis?.id ?? null) : null,
  }));
  return { file, expected, checks };
}
