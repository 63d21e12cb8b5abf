/**
 * The judge of `npm test`: a plain Node process (numbers are 100 times slower inside of Jest) that grades the student's
 * exercises and answers Jest's questions over a private socket. It ends when its stdin does, that is: with Jest.
 */
import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { loadGrader } from '../course/load-grader.js';
import { exercises, type Exercise, findExercise } from '../course/manifest.js';
import { loadExamples } from '../dataset/load-examples.js';
import { toExercise } from '../report/from-verdicts.js';
import { exercisesFolder } from './course-root.js';
import { messageOf, reportError } from './errors.js';
import { judgedExercise, unselectedExercise } from './jest/judged.js';
import { fullName, type JudgedExercise } from './jest/protocol.js';
import { graderCheck, Sitting } from './sitting.js';
import { useBackend } from './use-backend.js';

const settingsSchema = z.object({ address: z.string(), pattern: z.string().optional(), ahead: z.boolean() });
const questionSchema = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('verdicts'), exercise: z.string() }),
  z.object({ ask: z.literal('results') }),
]);

/** Grades what is selected and remembers which tests Jest must therefore report. */
class Judge {
  readonly #sitting: Sitting;
  readonly #filter: RegExp | undefined;
  readonly #expected = new Set<string>();

  constructor(sitting: Sitting, pattern: string | undefined) {
    this.#sitting = sitting;
    // As Jest reads it.
    this.#filter = pattern === undefined ? undefined : new RegExp(pattern, 'i');
  }

  /** The tests of one exercise: judged when the filter selects one of them, by name alone otherwise. */
  async verdicts(exercise: Exercise): Promise<JudgedExercise> {
    const unselected = await this.#ifUnselected(exercise);
    if (unselected) return unselected;
    const judged = judgedExercise(toExercise(await this.#sitting.grade(exercise)));
    for (const test of judged.tests) {
      const name = fullName(judged, test);
      if (this.#filter?.test(name) ?? true) this.#expected.add(name);
    }
    return judged;
  }

  async #ifUnselected(exercise: Exercise): Promise<JudgedExercise | undefined> {
    const filter = this.#filter;
    if (!filter) return undefined;
    const checks = await loadGrader(exercise)
      .then((grader) => grader.checks)
      .catch(() => [graderCheck(exercise)]);
    const byName = unselectedExercise(exercise, checks);
    return byName.tests.some((test) => filter.test(fullName(byName, test))) ? undefined : byName;
  }

  /** All results so far, and the names of the tests that stand for them. */
  async results(): Promise<object> {
    return { results: await this.#sitting.results(), expected: [...this.#expected] };
  }
}

async function answer(judge: Judge, line: string): Promise<object> {
  const question = questionSchema.parse(JSON.parse(line));
  if (question.ask === 'results') return judge.results();
  const exercise = findExercise(question.exercise);
  if (!exercise) throw new Error(`judge: there is no exercise ${question.exercise} in src/course/manifest.ts`);
  return judge.verdicts(exercise);
}

function serve(judge: Judge, socket: Socket): void {
  // Jest may be interrupted between question and answer.
  socket.on('error', () => socket.destroy());
  createInterface({ input: socket }).once('line', (line) => {
    answer(judge, line)
      .catch((error: unknown) => ({ error: messageOf(error) }))
      .then(
        (reply) => socket.end(`${JSON.stringify(reply)}\n`),
        () => socket.destroy(),
      );
  });
}

async function main(): Promise<void> {
  const input = createInterface({ input: process.stdin });
  const closed = new Promise((resolve) => input.once('close', resolve));
  const line = await new Promise<string>((resolve) => input.once('line', resolve));
  const { address, pattern, ahead } = settingsSchema.parse(JSON.parse(line));

  await useBackend();
  const sitting = await Sitting.open({
    folder: exercisesFolder,
    examples: await loadExamples(),
    consequences: true,
  });
  const judge = new Judge(sitting, pattern);
  const server = createServer((socket) => serve(judge, socket)).listen(address, () =>
    process.stdout.write('listening\n'),
  );
  if (ahead) for (const exercise of exercises) void judge.verdicts(exercise).catch(() => undefined);

  await closed;
  server.close();
  await sitting.close();
  // Jest removes the socket's folder too, unless it was killed.
  if (process.platform !== 'win32') rmSync(path.dirname(address), { recursive: true, force: true });
}

// Ctrl-C reaches this process too: Jest decides what it means, and closes stdin.
process.on('SIGINT', () => undefined);
try {
  await main();
  process.exit(0);
} catch (error) {
  process.exit(reportError(error));
}
