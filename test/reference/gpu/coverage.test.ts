/** `jest --coverage` must not break kernels: runs in-jest.test.ts under it, with numbers checked there and coverage checked here. */
import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const covered = z.record(z.string(), z.object({ s: z.record(z.string(), z.number()) }));
const results = z.object({ success: z.boolean(), numPassedTests: z.number() });

test('kernels give right numbers under coverage, and what compiles them is counted', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stepzero-coverage-'));
  try {
    const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
    const suite = ['--config', 'test/jest.config.ts', '--runTestsByPath', 'test/reference/gpu/in-jest.test.ts'];
    const coverage = ['--coverage', '--coverageReporters', 'json', '--coverageDirectory', folder];
    const output = ['--json', '--outputFile', path.join(folder, 'results.json')];
    const run = spawnSync(process.execPath, [...jest, ...suite, ...coverage, ...output], {
      cwd: root,
      encoding: 'utf8',
    });
    expect({ status: run.status, printed: run.status === 0 ? '' : run.stderr }).toEqual({ status: 0, printed: '' });
    const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    expect(results.parse(read('results.json'))).toEqual({ success: true, numPassedTests: 2 });
    const files = Object.entries(covered.parse(read('coverage-final.json')));
    const [, kernel] = files.find(([file]) => file.replaceAll('\\', '/').endsWith('gpu/kernels/linear.ts')) ?? [];
    expect(Object.values(kernel?.s ?? {}).some((count) => count > 0)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
