/** A worker thread that compares its share of the corpus in pairs, and posts how far apart each two misconceptions are. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { loadGrader } from '../../src/course/load-grader.js';
import { loadSolution } from '../../src/course/load-misconceptions.js';
import { type Exercise, findExercise } from '../../src/course/manifest.js';
import { specimensOf } from '../../src/course/specimens.js';
import { loadExamples } from '../../src/dataset/load-examples.js';
import { standardErrorsBetween } from '../../src/grading/diagnosis/separation.js';
import { runCheck } from '../../src/grading/run-check.js';
import { deriveSeed, LOCAL_STUDENT, PUBLIC_KEY } from '../../src/grading/seed.js';
import { RecordingSubject, reseeded, type Transcript } from '../../src/grading/transcript.js';
import { GuestSession } from '../../src/guest/session.js';
import { Generator } from '../../src/torch/generator.js';
import { failuresOf } from './kill-problems.js';
import { type Kill, killMessage } from './kills.js';
import type { Separation } from './separability.js';

/** The guest runs our own code, all of the corpus in one process. */
const CPU_SECONDS = 3600;

const RIGHT = 'right.ts';

const { kills } = z.object({ kills: z.array(killMessage) }).parse(workerData);
const examples = await loadExamples();
for (const id of new Set(kills.map(({ exercise }) => exercise))) {
  const exercise = findExercise(id);
  if (!exercise) throw new Error(`separability: there is no exercise ${id}`);
  await compareAll(
    exercise,
    kills.filter((kill) => kill.exercise === id),
  );
}

async function compareAll(exercise: Exercise, own: readonly Kill[]): Promise<void> {
  const specimens = await specimensOf(exercise);
  const session = await GuestSession.open({
    files: [
      { path: RIGHT, source: await loadSolution(exercise) },
      ...specimens.map(({ misconception: { id }, way, source }) => ({ path: nameOf({ id, way }), source })),
    ],
    limits: { cpuSeconds: CPU_SECONDS },
  });
  const transcriptOf = await recorder(exercise, session);
  for (const [index, a] of own.entries()) {
    for (const b of own.slice(0, index).filter(({ id }) => id !== a.id)) {
      parentPort?.postMessage(await compare(a, b, transcriptOf));
    }
  }
  await session.close();
}

function nameOf({ id, way }: { readonly id: string; readonly way: number }): string {
  return way > 0 ? `${id} (way ${way + 1})` : id;
}

type Recorder = (file: string, check: string, options?: { readonly isRedrawn?: boolean }) => Promise<Transcript>;

/** Each asked once, when first needed. */
async function recorder(exercise: Exercise, session: GuestSession): Promise<Recorder> {
  const { checks } = await loadGrader(exercise);
  const known = new Map<string, Transcript>();
  return async (file, id, { isRedrawn = false } = {}) => {
    const key = `${file} ${id} ${isRedrawn}`;
    const before = known.get(key);
    const check = checks.find((each) => each.id === id);
    if (before || !check) return before ?? [];
    const seed = deriveSeed(PUBLIC_KEY, LOCAL_STUDENT, id);
    const begun = session.beginCheck(file);
    const subject = new RecordingSubject(isRedrawn ? reseeded(begun, 1) : begun);
    await runCheck(check, subject, { seed, generator: new Generator(seed), examples });
    known.set(key, subject.transcript);
    return subject.transcript;
  };
}

async function compare(a: Kill, b: Kill, transcriptOf: Recorder): Promise<Separation> {
  const names: [string, string] = [nameOf(b), nameOf(a)];
  const failedByBoth = failuresOf(a).flatMap(({ check }) =>
    failuresOf(b).some((each) => each.check === check) ? [check] : [],
  );
  if (failedByBoth.length === 0) return { names, share: false, standardErrors: null };
  // Where both are wrong they mostly differ: the other questions are asked where they do not.
  const asked = [a, b].map(({ checks }) =>
    checks.flatMap(({ check, status }) => (status === 'blocked' ? [] : [check])),
  );
  const both = (asked[0] ?? []).filter((check) => asked[1]?.includes(check));
  let furthest = 0;
  for (const check of new Set([...failedByBoth, ...both])) {
    const between = standardErrorsBetween({
      student: await transcriptOf(nameOf(a), check),
      wrong: await transcriptOf(nameOf(b), check),
      right: await transcriptOf(RIGHT, check),
      redrawn: await transcriptOf(RIGHT, check, { isRedrawn: true }),
    });
    if (between === Infinity) return { names, share: true, standardErrors: null };
    furthest = Math.max(furthest, between);
  }
  return { names, share: true, standardErrors: furthest };
}
