import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

/** The clone that these tests run in; `npm run build` has filled its dist/. */
export const clone = fileURLToPath(new URL('../../', import.meta.url));

/** A fresh folder of this test's own. */
export function temporaryFolder(): string {
  return realpathSync(mkdtempSync(path.join(tmpdir(), 'stepzero test ')));
}

/** Removes such a folder. */
export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** A fresh clone after `npm ci`, as far as running it goes: the built course, and this clone's node_modules. */
export function copyCourse(): string {
  const copy = temporaryFolder();
  for (const name of ['bin', 'dist', 'exercises', 'graders', 'jest.config.ts', 'package.json', 'tsconfig.json']) {
    cpSync(path.join(clone, name), path.join(copy, name), { recursive: true });
  }
  mkdirSync(path.join(copy, 'reports'));
  symlinkSync(path.join(clone, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  return copy;
}

/** What a student's shell would have: no variable of this Jest's, no colour, the built-in names. */
const env = {
  STEPZERO_NAMES: '',
  STEPZERO_BACKEND: undefined,
  STEPZERO_JUDGE: undefined,
  JEST_WORKER_ID: undefined,
  NODE_OPTIONS: undefined,
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
};

/** How a command ended. */
export interface Ended {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Variables that a test sets on top. */
type Environment = Readonly<Record<string, string>>;

async function end(command: readonly string[], cwd: string, more: Environment = {}): Promise<Ended> {
  const options = { cwd, env: { ...env, ...more }, reject: false } as const;
  const { exitCode, stdout, stderr } = await execa(process.execPath, command, options);
  return { exitCode, stdout, stderr };
}

/** Runs `npx stepzero …` of this clone. */
export function stepzero(args: readonly string[], cwd = clone, environment: Environment = {}): Promise<Ended> {
  return end([path.join(clone, 'bin/stepzero.js'), ...args], cwd, environment);
}

/** Runs `npm test -- …` of a copy, without the check that its dist/ is up to date. */
export function npmTest(copy: string, args: readonly string[] = [], environment: Environment = {}): Promise<Ended> {
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', ...args];
  return end(jest, copy, environment);
}
