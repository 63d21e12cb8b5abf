/** Consequences through the engine: a student's file, a real guest, and what may not change. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { withConsequence } from '../../src/batch/consequence.js';
import { gradeSubmission } from '../../src/batch/grade-submission.js';
import { loadGrader } from '../../src/course/load-grader.js';
import { type Exercise, exercises, findExercise } from '../../src/course/manifest.js';
import { loadExamples } from '../../src/dataset/load-examples.js';
import type { Grader } from '../../src/grading/check.js';
import { LOCAL_STUDENT, PUBLIC_KEY } from '../../src/grading/seed.js';
import type { Fail, Verdict } from '../../src/grading/verdict.js';
import { SubjectFault } from '../../src/guest/contract/fault.js';
import type { GuestLimits } from '../../src/guest/limits.js';
import { GuestSession } from '../../src/guest/session.js';
import { Generator } from '../../src/torch/generator.js';

function find(id: string): Exercise {
  const exercise = findExercise(id);
  if (!exercise) throw new Error(`there is no ${id}`);
  return exercise;
}

function solution(id: string, wrong: (source: string) => string): { path: string; source: string } {
  const { file } = find(id);
  const right = readFileSync(new URL(`../../solutions/${file}`, import.meta.url), 'utf8');
  const source = wrong(right);
  if (source === right) throw new Error(`${id}: expected another solution than ours`);
  return { path: file, source };
}

async function grade(
  id: string,
  wrong: (source: string) => string,
  consequences: boolean,
  limits: Partial<GuestLimits> = {},
) {
  const { exercises: graded } = await gradeSubmission(
    {
      student: LOCAL_STUDENT,
      files: [solution(id, wrong)],
      examples: await loadExamples({ environment: {} }),
      key: PUBLIC_KEY,
      replay: () => 'replay',
      now: () => performance.now(),
      consequences,
      limits,
    },
    [find(id)],
  );
  const [result] = graded;
  if (!result) throw new Error('no result');
  const failed = result.verdicts.flatMap(({ id: check, outcome }) =>
    outcome.status === 'fail' ? [{ id: check, consequence: outcome.consequence }] : [],
  );
  const judged = result.verdicts.map((verdict) => [verdict.id, verdict.outcome.status, verdict.points]);
  return { result, failed, judged };
}

const unscaled = (source: string): string => source.replace('.mul(0.01)', '');

describe('a wrong start', () => {
  test('has its consequence, and the same verdicts and points as without', async () => {
    const without = await grade('1.4', unscaled, false);
    const asked = await grade('1.4', unscaled, true);
    // The loss shows what the weights are, and is judged beside them.
    expect(without.failed).toEqual([
      { id: '1.4/output-weights', consequence: undefined },
      { id: '1.4/initial-loss', consequence: undefined },
    ]);
    expect(asked.judged).toEqual(without.judged);
    const [first, second] = asked.failed;
    expect(second?.consequence).toBeUndefined();
    const consequence = first?.consequence;
    expect(consequence?.student.initialLoss).toBeGreaterThan(15);
    expect(consequence?.reference.initialLoss).toBeCloseTo(Math.log(27), 1);
    expect(consequence?.student.lossAfter).toBeGreaterThan((consequence?.reference.lossAfter ?? NaN) + 1);
    expect(consequence?.text).toContain(`loss of ${consequence?.student.initialLoss.toFixed(2)}, where a right start`);
  }, 60_000);

  test('has it once, on the first of several failures', async () => {
    const { failed } = await grade('1.4', (source) => unscaled(source).replace('b2: zeros(', 'b2: randn('), true);
    expect(failed.map(({ id, consequence }) => [id, consequence !== undefined])).toEqual([
      ['1.4/output-weights', true],
      ['1.4/output-bias', false],
    ]);
  }, 60_000);

  test('without a network that can be run has none', async () => {
    const wide = (source: string): string =>
      unscaled(source).replace('randn([vocabSize, nEmbd]', 'randn([vocabSize, 7]');
    const nan = (source: string): string => source.replace('.mul(0.01)', '.mul(NaN)');
    for (const wrong of [wide, nan]) {
      const { failed } = await grade('1.4', wrong, true);
      expect(failed.map(({ id }) => id)).toContain('1.4/output-weights');
      expect(failed.every(({ consequence }) => consequence === undefined)).toBe(true);
    }
  }, 60_000);

  test('prints no more than its checks did', async () => {
    const printing = (source: string): string =>
      unscaled(source).replace('const { vocabSize', "console.log('drawing');\n  const { vocabSize");
    const without = await grade('1.4', printing, false);
    const asked = await grade('1.4', printing, true);
    expect(asked.result.printed).toBe(without.result.printed);
    expect(without.result.printed).toContain('drawing');
  }, 60_000);

  test('a right answer, and a mistake that the weights know nothing of, have none', async () => {
    const untrained = (source: string): string => source.replace('parameter.requiresGrad = true', 'void parameter');
    const { failed } = await grade('1.4', untrained, true);
    expect(failed).toEqual([{ id: '1.4/parameters', consequence: undefined }]);
    const commented = await grade('1.4', (source) => `// mine\n${source}`, true);
    expect(commented.result.status).toBe('done');
  }, 60_000);
});

describe('a deep network', () => {
  const faint = (source: string): string =>
    source.replace('new BatchNorm1d(nHidden), ', '').replace('nHidden, 5 / 3,', 'nHidden, 0.4,');

  test('is trained by its own steps', async () => {
    const { failed } = await grade('7.1', faint, true);
    const [first, ...others] = failed;
    expect(first?.id).toBe('7.1/healthy-signal');
    expect(others.every(({ consequence }) => consequence === undefined)).toBe(true);
    const { student, reference, units } = first?.consequence ?? {};
    expect(units).toBe(320);
    // A signal that has vanished ten layers on: nothing but the output bias could learn, and there is none.
    expect(student?.lossAfter).toBeGreaterThan((reference?.lossAfter ?? NaN) + 0.3);
    expect(first?.consequence?.text).toContain('After 200 of your own training steps its loss is');
  }, 90_000);

  test('that its own steps break is told so', async () => {
    const breaking = (source: string): string =>
      source.replace('parameter.grad.mul(learningRate)', 'parameter.grad.mul(learningRate).div(0)');
    const { failed } = await grade('7.1', breaking, true);
    const consequence = failed.find(({ id }) => id === '7.1/one-step-of-sgd')?.consequence;
    expect(consequence?.student.lossAfter).toBeNaN();
    expect(consequence?.text).toContain('Training breaks it: after 200 of your own training steps its loss is NaN,');
  }, 90_000);

  test('whose steps stop coming back keeps its verdicts, and its start', async () => {
    const stuck = (source: string): string =>
      faint(source)
        .replace('/** One step of', 'let steps = 0;\n/** One step of')
        .replace('const parameters = [C', 'while (++steps > 20);\n  const parameters = [C');
    const limits = { callMs: 1000 };
    const without = await grade('7.1', stuck, false, limits);
    const asked = await grade('7.1', stuck, true, limits);
    expect(asked.judged).toEqual(without.judged);
    const consequence = asked.failed[0]?.consequence;
    expect(consequence?.student.initialLoss).toBeCloseTo(Math.log(27), 1);
    expect(consequence?.student.lossAfter).toBeUndefined();
    expect(consequence?.text).toMatch(/saturated on every example\)(, against \d+)?\.$/);
  }, 90_000);
});

describe('withConsequence', () => {
  const failure: Fail = { status: 'fail', rationale: 'r', next: 'n', measured: 1, expected: 2, notes: ['kept'] };
  const verdict = (outcome: Verdict['outcome'], id = '9.9/a'): Verdict => ({
    id,
    asks: 'a',
    points: 0,
    maxPoints: 1,
    outcome,
    seed: 5,
    replay: 'r',
    durationMs: 1,
  });
  const grader = (measure: NonNullable<Grader['consequence']>['measure']): Grader => ({
    id: '9.9',
    checks: [],
    hints: ['', '', ''],
    consequence: { of: ['9.9/a'], measure },
  });

  async function after(measure: NonNullable<Grader['consequence']>['measure'], verdicts: readonly Verdict[]) {
    const session = await GuestSession.open({ files: [] });
    try {
      const examples = await loadExamples({ environment: {} });
      return await withConsequence(grader(measure), verdicts, (seed) => ({
        subject: session.beginCheck('none.ts'),
        context: { seed, generator: new Generator(seed), examples },
      }));
    } finally {
      await session.close();
    }
  }

  test('a guest that does not answer leaves every verdict as it was', async () => {
    const verdicts = [verdict({ status: 'pass', measured: 1, expected: 1 }, '9.9/b'), verdict(failure)];
    for (const fault of [
      { kind: 'timeout', deadlineMs: 1 },
      { kind: 'crashed', reason: 'memory' },
      { kind: 'tampered', evidence: 'e' },
    ] as const) {
      expect(await after(() => Promise.reject(new SubjectFault(fault)), verdicts)).toEqual(verdicts);
    }
  });

  test('a mistake of ours is told in a note', async () => {
    const [told] = await after(() => Promise.reject(new RangeError('matmul: no')), [verdict(failure)]);
    expect(told).toEqual(
      verdict({
        ...failure,
        notes: ['kept', 'What this does to your network could not be computed, through no fault of yours: matmul: no'],
      }),
    );
  });

  test('is not asked about other checks, nor of code that ended badly', async () => {
    const never = () => Promise.reject(new Error('asked'));
    const others = [verdict(failure, '9.9/b')];
    expect(await after(never, others)).toEqual(others);
    const ended = [verdict(failure), verdict({ status: 'timeout', rationale: 'r' }, '9.9/b')];
    expect(await after(never, ended)).toEqual(ended);
  });
});

test('the rules of the graders name checks of theirs, in the five exercises that make a network', async () => {
  const graders: Grader[] = [];
  // One after the other: Jest's loader cannot link two modules at once.
  for (const exercise of exercises) graders.push(await loadGrader(exercise));
  const withRule = graders.filter(({ consequence }) => consequence !== undefined);
  expect(withRule.map(({ id }) => id)).toEqual(['1.4', '2.3', '3.2', '4.2', '7.1']);
  for (const { consequence, checks } of withRule) {
    expect(checks.map(({ id }) => id)).toEqual(expect.arrayContaining([...(consequence?.of ?? [])]));
  }
});
