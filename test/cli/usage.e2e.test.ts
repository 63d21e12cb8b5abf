import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { clone, remove, stepzero, temporaryFolder } from './course-copy.js';

jest.setTimeout(30_000);

const folder = temporaryFolder();
afterAll(() => remove(folder));
mkdirSync(path.join(folder, 'empty'));
writeFileSync(path.join(folder, 'file'), 'not a folder');
const out = path.join(folder, 'out');

const ids = '0.1, 0.2, 0.3, 1.1, 1.2, 1.3, 1.4, 2.1, 2.2, 2.3, 3.1, 3.2, 4.1, 4.2, 4.3, 5.1, 6.1, 6.2, 6.3, 6.4, 7.1';

describe('one sentence, exit code 2', () => {
  test.each<[said: string, args: string[], message: string]>([
    [
      'nothing',
      [],
      'Say which command (npx stepzero --help lists them). For the course itself: npm test. Try: npx stepzero --help',
    ],
    ['an unknown command', ['frobnicate'], 'Unknown argument: frobnicate. Try: npx stepzero --help'],
    ['an unknown option', ['run', '1.4', '--sed', '7'], 'Unknown argument: sed. Try: npx stepzero --help'],
    ['no exercise', ['run'], 'Not enough non-option arguments: got 0, need at least 1. Try: npx stepzero --help'],
    ['an unknown exercise', ['run', '1.9'], `run: there is no exercise "1.9". The exercises are ${ids}`],
    [
      'an exercise without its dot',
      ['run', '14'],
      `run: there is no exercise "14". Did you mean 1.4 Fixing the output layer? The exercises are ${ids}`,
    ],
    [
      'an exercise by its misspelt name',
      ['run', 'saturaton'],
      `run: there is no exercise "saturaton". Did you mean 2.2 Measuring saturation? The exercises are ${ids}`,
    ],
    [
      'a seed that is none',
      ['run', '1.4', '--seed', 'x'],
      '--seed: expected a whole number from 0, got NaN. The seed of a check is in its replay line',
    ],
    ['a folder that is not there', ['run', '1.4', '--from', 'nowhere'], '--from: there is no folder nowhere'],
    [
      'names that are not there',
      ['run', '1.4', '--names', 'nowhere.txt'],
      '--names: expected a file of names, got nowhere.txt (no such file); check the path',
    ],
    ['no --out', ['grade', 'empty'], 'Missing required argument: out. Try: npx stepzero --help'],
    ['a class that is not there', ['grade', 'nowhere', '--out', out], 'grade: there is no folder nowhere'],
    ['a class that is a file', ['grade', 'file', '--out', out], 'grade: file is not a folder'],
    [
      'an empty class',
      ['grade', 'empty', '--out', out],
      'grade: empty holds no submission: expected one folder a student, laid out like exercises/',
    ],
  ])('%s', async (_said, args, message) => {
    const { exitCode, stderr, stdout } = await stepzero(args, folder);
    expect({ exitCode, stderr, stdout }).toEqual({ exitCode: 2, stderr: `stepzero: ${message}`, stdout: '' });
  });

  test('an unknown check lists those that there are', async () => {
    const { exitCode, stderr } = await stepzero(['run', '1.1', '--check', '1.1/positiv']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^stepzero: run: 1\.1 has no check "1\.1\/positiv"\. Did you mean 1\.1\/positive\? Its checks are 1\.1\/.*$/,
    );
  });

  test('a folder that cannot be written', async () => {
    const student = path.join(folder, 'class', 'ada');
    mkdirSync(student, { recursive: true });
    const { exitCode, stderr } = await stepzero(['grade', 'class', '--out', 'file/out'], folder);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: 'stepzero: --out: cannot write to file/out (ENOTDIR). Name a folder that can be written',
    });
  });
});

test('--help and --version are answers, not errors', async () => {
  const [help, version] = await Promise.all([stepzero(['--help']), stepzero(['--version'])]);
  expect(help).toMatchObject({ exitCode: 0, stderr: '' });
  expect(help.stdout).toContain('stepzero grade <folder>');
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+$/);
});

test('a reader that stops reading is no failure', async () => {
  const command = [path.join(clone, 'bin/stepzero.js'), 'run', '1.1', '--from', 'solutions', '--json'];
  const { exitCode, stderr } = await new Promise<{ exitCode: number | null; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, command, { cwd: clone });
    let stderr = '';
    child.stdout.destroy();
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('close', (exitCode) => resolve({ exitCode, stderr }));
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});
