/** Consequences on the real command line: always for a student, for a class only where they are asked for. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Results, resultsSchema } from '../../src/report/results.js';
import { clone, remove, stepzero, temporaryFolder } from './course-copy.js';

jest.setTimeout(180_000);

const outputLayer = '1-initial-loss/1.4-output-layer.ts';
const folder = temporaryFolder();
const shown = /network starts with a loss of \d\d\.\d\d,\s+where a right start has 3\.\d\d\.[^]*After 200 steps of SGD/;

/** 1.4 alone, with W2 as randn draws it. */
beforeAll(() => {
  const file = path.join(folder, 'class/ada', outputLayer);
  mkdirSync(path.dirname(file), { recursive: true });
  cpSync(path.join(clone, 'solutions', outputLayer), file);
  const wrong = readFileSync(file, 'utf8').replace('.mul(0.01)', '');
  writeFileSync(file, wrong);
});
afterAll(() => remove(folder));

function consequencesOf({ submissions }: Results) {
  return submissions
    .flatMap(({ exercises }) => exercises)
    .flatMap(({ checks }) => checks)
    .flatMap(({ id, consequence }) => (consequence ? [{ id, ...consequence }] : []));
}

const written = (out: string): Results =>
  resultsSchema.parse(JSON.parse(readFileSync(path.join(folder, out, 'results.json'), 'utf8')));

test('stepzero run shows what W2 unscaled does', async () => {
  const { stdout, exitCode } = await stepzero(['run', '1.4', '--from', 'class/ada'], folder);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(shown);
  expect(stdout.match(/training examples your\s+network/g)).toHaveLength(1);
});

test('stepzero grade leaves it out unless it is asked for, and grades the same', async () => {
  const without = await stepzero(['grade', 'class', '--out', 'quick'], folder);
  const asked = await stepzero(['grade', 'class', '--out', 'full', '--consequences'], folder);
  expect([without.exitCode, asked.exitCode]).toEqual([0, 0]);
  expect(without.stdout).not.toMatch(shown);
  expect(consequencesOf(written('quick'))).toEqual([]);
  expect(readFileSync(path.join(folder, 'full/grades.csv'), 'utf8')).toBe(
    readFileSync(path.join(folder, 'quick/grades.csv'), 'utf8'),
  );

  const [consequence, ...others] = consequencesOf(written('full'));
  expect(others).toEqual([]);
  expect(consequence).toMatchObject({ id: '1.4/output-weights', units: 200, steps: 200 });
  expect(consequence?.student.initialLoss).toBeGreaterThan(15);
  expect(consequence?.reference.initialLoss).toBeCloseTo(Math.log(27), 1);
  expect(readFileSync(path.join(folder, 'full/index.html'), 'utf8')).toContain(consequence?.text);
  expect(readFileSync(path.join(folder, 'quick/index.html'), 'utf8')).not.toContain('training examples your network');

  // The replay line of the check leads to the same figures.
  const check = written('full')
    .submissions[0]?.exercises.flatMap(({ checks }) => checks)
    .find((each) => each.consequence);
  const seed = String(check?.seed);
  const args = ['run', '1.4', '--check', 'output-weights', '--seed', seed, '--from', 'class/ada', '--json'];
  const replayed = resultsSchema.parse(JSON.parse((await stepzero(args, folder)).stdout));
  expect(consequencesOf(replayed)).toEqual([consequence]);
});
