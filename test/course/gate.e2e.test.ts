/** The built gate, run on copies of the course: as it is, and with one thing broken after another. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');
const TIMEOUT_MS = 120_000;
let copy = '';

beforeAll(() => {
  if (!existsSync(path.join(root, 'dist/tools/check-course.js'))) throw new Error('dist/ is not built: npm run build');
  copy = mkdtempSync(path.join(tmpdir(), 'stepzero-gate-'));
  for (const name of ['dist', 'exercises', 'solutions', 'graders', 'package.json', 'test/course/alternatives']) {
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function gate(...args: string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/tools/check-course.js', ...args], {
    cwd: copy,
    encoding: 'utf8',
  });
  return { code: status, output: stdout + stderr };
}

/** Replaces a text that must be there. */
function edit(file: string, from: string, to: string): void {
  const source = readFileSync(path.join(copy, file), 'utf8');
  expect(source).toContain(from);
  writeFileSync(path.join(copy, file), source.replace(from, to));
}

describe('check:course', () => {
  test(
    'passes the course as it is',
    () => {
      const { code, output } = gate('--seeds', '1', '--without-wrong-answers');
      expect(output).toContain('every solution gets 100 of 100');
      expect(output).toMatch(
        /alternatives: \d{2,} right answers that are written differently, \d{3,} verdicts in 1 run$/m,
      );
      expect(code).toBe(0);
    },
    TIMEOUT_MS,
  );

  test(
    'refuses a wrong solution, a stub that is solved, a file too many, one too few, and what a solution left to do',
    () => {
      edit('solutions/1-initial-loss/1.4-output-layer.ts', '.mul(0.01)', '.mul(1)');
      edit('solutions/0-data/0.3-splits.ts', 'const n1', '// TODO\n  const n1');
      edit('exercises/1-initial-loss/1.1-expected-loss.ts', 'throw new', 'return Math.log(vocabSize);\n  throw new');
      writeFileSync(path.join(copy, 'exercises/0-data/notes.txt'), 'not in the manifest');
      rmSync(path.join(copy, 'graders/7-challenge/7.1-deep-network.test.ts'));
      const alternatives = 'test/course/alternatives/3-kaiming/3.1-kaiming-std';
      edit(`${alternatives}/chain-of-ifs.ts`, '5.0 / 3', '5.0 / 4');
      for (const other of readdirSync(path.join(copy, alternatives)).filter((name) => name !== 'chain-of-ifs.ts')) {
        rmSync(path.join(copy, alternatives, other));
      }

      const { code, output } = gate('--seeds', '1', '--without-wrong-answers');
      expect(code).toBe(1);
      expect(output).toMatch(/solutions: 1\.4\/[a-z0-9-]+: did not pass in 1 of 1 runs: fail/);
      expect(output).toContain('solutions/0-data/0.3-splits.ts: a solution with TODO');
      expect(output).toMatch(
        /exercises\/1-initial-loss\/1\.1-expected-loss\.ts: 1\.1\/[a-z0-9-]+: expected todo, got pass/,
      );
      expect(output).toContain('exercises/0-data/notes.txt: not in the manifest');
      expect(output).toContain('graders/7-challenge/7.1-deep-network.test.ts: missing');
      expect(output).toMatch(new RegExp(`${alternatives}/chain-of-ifs\\.ts: 3\\.1/[a-z-]+: expected pass, got fail`));
      expect(output).toContain('test/course/alternatives: 3.1: expected at least 2 alternatives, got 1');
      expect(output).not.toContain(copy);
    },
    TIMEOUT_MS,
  );

  test.each(['0', 'many'])('refuses --seeds=%s as a usage error', (seeds) => {
    const { code, output } = gate(`--seeds=${seeds}`);
    expect(output).toBe(`check-course: expected --seeds with a whole number from 1, got ${seeds}\n`);
    expect(code).toBe(2);
  });
});
