/** A worker thread that hands in its share of the corpus, and posts what became of each. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { type Attempt, Diagnostician } from '../../src/batch/diagnostician.js';
import { gradeSubmission } from '../../src/batch/grade-submission.js';
import { replayCommand } from '../../src/cli/replay.js';
import { loadGrader } from '../../src/course/load-grader.js';
import { findExercise } from '../../src/course/manifest.js';
import { type Specimen, specimensOf } from '../../src/course/specimens.js';
import { loadExamples } from '../../src/dataset/load-examples.js';
import { runCheck } from '../../src/grading/run-check.js';
import { deriveSeed, LOCAL_STUDENT, PUBLIC_KEY } from '../../src/grading/seed.js';
import { RecordingSubject, reseeded } from '../../src/grading/transcript.js';
import type { ExerciseResult } from '../../src/grading/verdict.js';
import { GuestSession } from '../../src/guest/session.js';
import { Transpiler } from '../../src/guest/transpile.js';
import { Generator } from '../../src/torch/generator.js';
import type { Kill } from './kills.js';

const { exerciseIds, everyWay } = z
  .object({ exerciseIds: z.array(z.string()), everyWay: z.boolean() })
  .parse(workerData);
const examples = await loadExamples();
const diagnostician = new Diagnostician(examples);
const transpiler = Transpiler.open();
for (const exercise of exerciseIds.flatMap((id) => findExercise(id) ?? [])) {
  const specimens = (await specimensOf(exercise)).filter(({ way }) => everyWay || way === 0);
  for (const specimen of specimens) parentPort?.postMessage(await judge(specimen));
}
await diagnostician.close();
await transpiler.close();

async function judge(specimen: Specimen): Promise<Kill> {
  const { exercise, way } = specimen;
  const { id, title } = specimen.misconception;
  const [result] = (await handIn(specimen)).exercises;
  if (!result) throw new Error(`corpus: ${id} was not graded`);
  return { exercise: exercise.id, id, way, title, checks: rowsOf(result), redrawn: await redraw(specimen, result) };
}

function handIn({ exercise, source }: Specimen) {
  return gradeSubmission(
    {
      student: LOCAL_STUDENT,
      files: [{ path: exercise.file, source }],
      examples,
      key: PUBLIC_KEY,
      replay: replayCommand(),
      now: () => performance.now(),
      diagnostician,
      transpiler,
    },
    [exercise],
  );
}

function rowsOf({ verdicts }: ExerciseResult): Kill['checks'] {
  return verdicts.map(({ id, outcome }) => ({
    check: id,
    status: outcome.status,
    diagnosis: outcome.status === 'fail' ? (outcome.diagnosis?.id ?? null) : null,
  }));
}

/**
 * The checks that were asked, asked again with other generators; the diagnosis has to do without equal numbers. Where nothing was
 * drawn there is nothing to draw again: empty.
 */
async function redraw({ exercise, source }: Specimen, { verdicts }: ExerciseResult): Promise<Kill['redrawn']> {
  const grader = await loadGrader(exercise);
  const asked = new Set(verdicts.filter(({ outcome }) => outcome.status !== 'blocked').map(({ id }) => id));
  const session = await GuestSession.open({ files: [{ path: exercise.file, source }], transpiler });
  const attempts: Attempt[] = [];
  for (const check of grader.checks.filter((each) => asked.has(each.id))) {
    const seed = deriveSeed(PUBLIC_KEY, LOCAL_STUDENT, check.id);
    const subject = new RecordingSubject(reseeded(session.beginCheck(exercise.file), 1));
    const outcome = await runCheck(check, subject, { seed, generator: new Generator(seed), examples });
    attempts.push({ check, seed, outcome, transcript: subject.transcript });
  }
  const isDrawn = attempts.some(({ transcript }) => transcript.some((exchange) => exchange.isDrawn));
  const begin = () => reseeded(session.beginCheck(exercise.file), 1);
  const found = isDrawn ? await diagnostician.diagnose(exercise, attempts, begin) : undefined;
  await session.close();
  if (!found) return [];
  return attempts.map(({ check, outcome }) => ({
    check: check.id,
    status: outcome.status,
    diagnosis: found.get(check.id)?.id ?? null,
  }));
}
