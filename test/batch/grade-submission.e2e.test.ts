import { describe, expect, test } from '@jest/globals';
import { type GradeOptions, gradeSubmission, SubmissionGrader } from '../../src/batch/grade-submission.js';
import { findExercise } from '../../src/course/manifest.js';
import { loadExamples } from '../../src/dataset/load-examples.js';
import { LOCAL_STUDENT, PUBLIC_KEY } from '../../src/grading/seed.js';
import type { ExerciseResult } from '../../src/grading/verdict.js';

const file = '1-initial-loss/1.1-expected-loss.ts';
const right = 'export const expectedInitialLoss = (vocabSize: number): number => Math.log(vocabSize);';
const forever = 'export function expectedInitialLoss(): number {\n  for (;;);\n}\n';

async function options(source: string | undefined, more: Partial<GradeOptions> = {}): Promise<GradeOptions> {
  return {
    student: LOCAL_STUDENT,
    files: source === undefined ? [] : [{ path: file, source }],
    examples: await loadExamples({ environment: {} }),
    key: PUBLIC_KEY,
    replay: (exercise, check, seed) => `replay ${exercise.id} ${check.id} ${seed}`,
    now: () => performance.now(),
    ...more,
  };
}

async function grade(source: string | undefined, more: Partial<GradeOptions> = {}): Promise<ExerciseResult> {
  const exercise = findExercise('1.1');
  if (!exercise) throw new Error('there is no 1.1');
  const { exercises } = await gradeSubmission(await options(source, more), [exercise]);
  const [result] = exercises;
  if (!result) throw new Error('no result');
  return result;
}

const statuses = (result: ExerciseResult): string[] => result.verdicts.map(({ outcome }) => outcome.status);

describe('one exercise through the engine', () => {
  test('a right answer is done, with the seed and the replay of every check', async () => {
    const result = await grade(right);
    expect(result).toMatchObject({ id: '1.1', status: 'done', points: 4, maxPoints: 4, printed: '' });
    for (const { id, seed, replay } of result.verdicts) expect(replay).toBe(`replay 1.1 ${id} ${seed}`);
  });

  test('a file that is not there is missing, and earns nothing', async () => {
    const result = await grade(undefined);
    expect(result).toMatchObject({ status: 'wrong', points: 0 });
    expect(statuses(result)).toContain('missing');
    expect(statuses(result).every((status) => status === 'missing' || status === 'blocked')).toBe(true);
  });

  test('what the student prints comes with the exercise', async () => {
    const result = await grade(right.replace('=> Math', '=> (console.log("V", vocabSize), Math').replace(';', ');'));
    expect(result.status).toBe('done');
    expect(result.printed).toContain('V 27');
  });

  test('the same seed in place of the derived ones', async () => {
    const result = await grade(right, { seed: 42 });
    expect(result.verdicts.every(({ seed }) => seed === 42)).toBe(true);
  });
});

describe('code that does not come back', () => {
  const limits = { callMs: 300 };

  test('times out, after a second attempt, and is no error of ours', async () => {
    const result = await grade(forever, { limits });
    expect(result).toMatchObject({ status: 'wrong', points: 0 });
    expect(statuses(result)[0]).toBe('timeout');
    expect(result.verdicts[0]?.durationMs).toBeGreaterThan(2 * limits.callMs);
  }, 30_000);

  test('the checks left when the time of the exercise is used up are not run', async () => {
    const independent = findExercise('3.1');
    if (!independent) throw new Error('there is no 3.1');
    const source = 'export function gain() {\n  for (;;);\n}\nexport const kaimingStd = gain;\n';
    const files = [{ path: independent.file, source }];
    const settings = { ...(await options(undefined, { limits, exerciseTimeoutMs: 200 })), files };
    const [result] = (await gradeSubmission(settings, [independent])).exercises;
    if (!result) throw new Error('no result');
    const said = result.verdicts.map(({ outcome }) => ('rationale' in outcome ? outcome.rationale : ''));
    expect(said[0]).toBe('No answer within 0.3 s: the process was stopped.');
    expect(said.slice(1)).toContain('Not run: the 0.2 s of this exercise were used up by the checks before.');
  }, 30_000);

  test('an exercise after it is graded as if nothing had been', async () => {
    const [loop, fine] = [findExercise('1.1'), findExercise('0.1')];
    if (!loop || !fine) throw new Error('exercises are missing');
    const vocabulary = {
      path: fine.file,
      source: `export function buildVocabulary(words: readonly string[]) {
        const letters = [...new Set(words.join(''))].sort();
        const stoi = Object.fromEntries([['.', 0], ...letters.map((letter, i) => [letter, i + 1])]);
        const itos = Object.fromEntries(Object.entries(stoi).map(([letter, i]) => [i, letter]));
        return { stoi, itos, vocabSize: letters.length + 1 };
      }`,
    };
    const settings = await options(forever, { limits });
    const grader = await SubmissionGrader.open({ ...settings, files: [...settings.files, vocabulary] });
    try {
      expect((await grader.gradeExercise(loop)).status).toBe('wrong');
      expect((await grader.gradeExercise(fine)).status).toBe('done');
    } finally {
      await grader.close();
    }
  }, 60_000);
});
