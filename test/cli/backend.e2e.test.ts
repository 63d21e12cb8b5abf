/** `--backend` and STEPZERO_BACKEND on the real command line: what ran is recorded, and what cannot be had or trusted is refused. */
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { resultsSchema } from '../../src/report/results.js';
import { clone, copyCourse, npmTest, remove, stepzero, temporaryFolder } from './course-copy.js';

jest.setTimeout(120_000);

const folder = temporaryFolder();
const copy = copyCourse();
afterAll(() => {
  remove(folder);
  remove(copy);
});

/** A class of two: what Anna solved needs no reference, what Ben solved does. */
const pupils = path.join(folder, 'class');
for (const [student, file] of [
  ['anna', '1-initial-loss/1.1-expected-loss.ts'],
  ['ben', '2-saturation/2.2-saturation.ts'],
] as const) {
  cpSync(path.join(clone, 'solutions', file), path.join(pupils, student, file));
}

const fixture = (name: string): string => path.join(clone, 'test/fixtures/backends', name);
const resultsOf = (text: string) => resultsSchema.parse(JSON.parse(text));
const unknown = 'expected one of webgpu, webasm, cpu, float64, got "cuda". Leave it out to let stepzero choose';

/** What a run of one solution says: its status, what computed, why anything could not be judged. */
async function runSolution(id: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const all = ['run', id, '--from', path.join(clone, 'solutions'), '--json', ...args];
  const { exitCode, stdout, stderr } = await stepzero(all, folder, environment);
  const { provenance, submissions } = resultsOf(stdout);
  const exercise = submissions[0]?.exercises.find((each) => each.id === id);
  const reasons = exercise?.checks.map(({ rationale }) => rationale ?? '') ?? [];
  return { exitCode, stderr, reference: provenance.reference, status: exercise?.status, reasons };
}

describe('what computed is in results.json', () => {
  test.each<[said: string, args: string[], environment: Record<string, string>, reference: string]>([
    ['nothing is asked for', [], {}, 'float64'],
    ['--backend cpu', ['--backend', 'cpu'], {}, 'float64 + cpu'],
    ['--backend webasm', ['--backend', 'webasm'], {}, 'float64 + webasm'],
    ['--backend float64', ['--backend', 'float64'], {}, 'float64'],
    ['STEPZERO_BACKEND=webasm', [], { STEPZERO_BACKEND: 'webasm' }, 'float64 + webasm'],
    ['--backend before STEPZERO_BACKEND', ['--backend', 'cpu'], { STEPZERO_BACKEND: 'webasm' }, 'float64 + cpu'],
  ])('%s', async (_said, args, environment, reference) => {
    const said = await runSolution('1.3', args, environment);
    expect(said).toMatchObject({ exitCode: 0, stderr: '', status: 'done', reference });
  });

  test('a whole class, on a forced backend', async () => {
    const out = path.join(folder, 'out');
    const args = ['grade', pupils, '--out', out, '--backend', 'webasm'];
    const { exitCode } = await stepzero(args, folder);
    expect(exitCode).toBe(0);
    const { provenance, submissions } = resultsOf(readFileSync(path.join(out, 'results.json'), 'utf8'));
    expect(provenance.reference).toBe('float64 + webasm');
    expect(submissions.map(({ score }) => score)).toEqual([4, 5]);
  });

  test('npm test', async () => {
    const solution = '4-batch-norm/4.1-batch-norm.ts';
    cpSync(path.join(clone, 'solutions', solution), path.join(copy, 'exercises', solution));
    const { exitCode } = await npmTest(copy, ['4.1'], { STEPZERO_BACKEND: 'cpu' });
    expect(exitCode).toBe(0);
    const text = readFileSync(path.join(copy, 'reports/results.json'), 'utf8');
    expect(resultsOf(text).provenance.reference).toBe('float64 + cpu');
  });
});

describe('an unknown word ends in one sentence and exit code 2', () => {
  test.each<[args: string[], environment: Record<string, string>, source: string]>([
    [['run', '1.3', '--backend', 'cuda'], {}, '--backend'],
    [['run', '1.3'], { STEPZERO_BACKEND: 'cuda' }, 'STEPZERO_BACKEND'],
    [['grade', pupils, '--out', path.join(folder, 'none')], { STEPZERO_BACKEND: 'cuda' }, 'STEPZERO_BACKEND'],
  ])('%p %p', async (args, environment, source) => {
    const { exitCode, stdout, stderr } = await stepzero(args, folder, environment);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `stepzero: ${source}: ${unknown}`,
    });
  });

  test('npm test', async () => {
    const { exitCode, stdout, stderr } = await npmTest(copy, [], { STEPZERO_BACKEND: 'cuda' });
    expect({ exitCode, stdout, stderr: stderr.trim() }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `stepzero: STEPZERO_BACKEND: ${unknown}`,
    });
  });
});

describe('webgpu where there is none ends in one sentence and exit code 2', () => {
  const none = 'stepzero: reference: expected the backend webgpu, but there is none. webgpu: ';
  const hook = { NODE_OPTIONS: `--import=${pathToFileURL(fixture('webgpu.mjs')).href}` };
  test.each<[how: string, reason: string]>([
    ['absent', 'the native package is not installed (npm install --no-save webgpu adds it)'],
    [
      'too-new',
      "the native package does not load: libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by linux-x64.dawn.node)",
    ],
    ['no-adapter', 'no adapter answers on this machine'],
  ])('%s', async (how, reason) => {
    const { exitCode, stdout, stderr } = await stepzero(['run', '1.1', '--backend', 'webgpu'], folder, {
      ...hook,
      STEPZERO_TEST_WEBGPU: how,
    });
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 2, stdout: '', stderr: none + reason });
  });

  test('npm test', async () => {
    const environment = { ...hook, STEPZERO_TEST_WEBGPU: 'absent', STEPZERO_BACKEND: 'webgpu' };
    const { exitCode, stderr } = await npmTest(copy, ['1.1'], environment);
    expect(exitCode).toBe(2);
    expect(stderr.trim()).toBe(`${none}the native package is not installed (npm install --no-save webgpu adds it)`);
  });
});

describe('a backend that cannot be trusted is refused with the reason, and the run with exit code 70', () => {
  const hook = { NODE_OPTIONS: `--require=${fixture('gpu-js.cjs').replaceAll('\\', '/')}` };

  test('wrong numbers', async () => {
    const said = await runSolution('1.3', ['--backend', 'webasm'], { ...hook, STEPZERO_TEST_GPU_JS: 'wrong' });
    expect(said).toMatchObject({ exitCode: 70, status: 'error' });
    expect(said.reasons.join('\n')).toMatch(
      /reference: webasm and float64 disagree: tanh\[0\]: expected \S+ within 2.38e-7, got/,
    );
  });

  test('a silent fallback', async () => {
    const said = await runSolution('1.3', ['--backend', 'webasm'], { ...hook, STEPZERO_TEST_GPU_JS: 'elsewhere' });
    expect(said).toMatchObject({ exitCode: 70, status: 'error' });
    expect(said.reasons[0]).toContain(
      'reference: expected the kernel to run on webasm, it ran on cpu: gpu.js gives no reason',
    );
  });

  test('neither matters where nothing is forced: small work is float64', async () => {
    const said = await runSolution('1.3', [], { ...hook, STEPZERO_TEST_GPU_JS: 'wrong' });
    expect(said).toMatchObject({ exitCode: 0, status: 'done', reference: 'float64' });
  });
});
