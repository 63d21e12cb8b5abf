import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, expect, jest, test } from '@jest/globals';
import { resultsSchema } from '../../src/report/results.js';
import { clone, copyCourse, npmTest, remove } from './course-copy.js';

jest.setTimeout(90_000);

const copy = copyCourse();
const outputLayer = path.join(copy, 'exercises/1-initial-loss/1.4-output-layer.ts');
const suite = path.join(copy, 'graders/1-initial-loss/1.4-output-layer.test.ts');

beforeEach(() => {
  for (const name of ['exercises', 'graders']) {
    rmSync(path.join(copy, name), { recursive: true });
    cpSync(path.join(clone, name), path.join(copy, name), { recursive: true });
  }
});
afterAll(() => remove(copy));

function solveAll(): void {
  cpSync(path.join(clone, 'solutions'), path.join(copy, 'exercises'), { recursive: true });
}

test('a fresh clone: everything to do, nothing wrong', async () => {
  const { exitCode, stdout, stderr } = await npmTest(copy);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain('0/100 points\n  21 to do\n');
  expect(stdout).toContain('Next: 0.1 Vocabulary\n    exercises/0-data/0.1-vocabulary.ts');
  for (const name of ['results.json', 'index.html', 'jest.html']) {
    expect(readFileSync(path.join(copy, 'reports', name), 'utf8')).not.toContain(copy);
  }
});

test('all solved: 100 of 100', async () => {
  solveAll();
  const { exitCode, stdout } = await npmTest(copy);
  expect(stdout).toContain('100/100 points\n  21 done\n');
  expect(stdout).toContain('All 21 exercises are done.');
  expect(exitCode).toBe(0);
  const text = readFileSync(path.join(copy, 'reports/results.json'), 'utf8');
  expect(resultsSchema.parse(JSON.parse(text)).submissions[0]?.score).toBe(100);
});

test('W2 unscaled: told what it is, what it should be, and what it does; only what the filter names is graded', async () => {
  solveAll();
  writeFileSync(outputLayer, readFileSync(outputLayer, 'utf8').replace('.mul(0.01)', ''));
  const { exitCode, stdout } = await npmTest(copy, ['-t', '1.4 Fixing']);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/✗ 1\.4 {2}Fixing the output layer/);
  expect(stdout).toMatch(/expected {2}0\.01/);
  expect(stdout).toMatch(/network starts with a loss of \d\d\.\d\d,\s+where a right start has 3\.\d\d/);
  expect(stdout).toMatch(/ratio {5}(9\d|10\d)(\.\d+)?\n/);
  expect(stdout).toMatch(/replay {4}npx stepzero run 1\.4 --check 1\.4\/\S+ --seed \d+\n/);
  expect(stdout).not.toContain('1.3  The forward pass');
});

test('a suite that does not load is an error, whatever the others say', async () => {
  writeFileSync(suite, "import { nothing } from './nowhere.js';\nnothing();\n");
  const { exitCode, stdout } = await npmTest(copy);
  expect(exitCode).toBe(1);
  expect(stdout).toContain("! 1.4-output-layer.test.ts could not be loaded: Cannot find module './nowhere.js'");
  expect(stdout).toContain('! No result from Jest for: 1.4 Fixing the output layer');
});

test('a suite that is not there is an error', async () => {
  rmSync(suite);
  const { exitCode, stdout } = await npmTest(copy);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('! No result from Jest for: 1.4 Fixing the output layer');
});

test('a filter that matches nothing is an error', async () => {
  const { exitCode, stdout } = await npmTest(copy, ['-t', 'nosuchcheck']);
  expect({ exitCode, stdout: stdout.trim() }).toEqual({
    exitCode: 1,
    stdout: '! No check was run: the filter matches none of them.',
  });
});

test('a file name picks one suite', async () => {
  const { exitCode, stdout } = await npmTest(copy, ['3.2']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('☐ 3.2  A Kaiming network');
  expect(stdout).not.toContain('3.1');
});
