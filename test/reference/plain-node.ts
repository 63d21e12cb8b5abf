/** Numeric work for a test in a process of its own: Jest's context computes a hundred times slower than plain Node. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles a TypeScript program of the tests, runs it, and parses what it prints.
 *
 * @param file - relative to the repository's root
 * @param environment - added to the process's own
 */
export function inPlainNode<T>(
  file: string,
  programArguments: readonly string[],
  report: z.ZodType<T>,
  environment: Readonly<Record<string, string>> = {},
): T {
  // Inside of node_modules, so that the packages that are not bundled are found from there.
  const folder = path.join(root, 'node_modules/.cache/stepzero');
  mkdirSync(folder, { recursive: true });
  const program = path.join(
    folder,
    `${path.basename(path.dirname(file))}-${path.basename(file, '.ts')}-${process.pid}.mjs`,
  );
  const esbuild = path.join(root, 'node_modules/esbuild/bin/esbuild');
  const options = ['--bundle', '--platform=node', '--format=esm', '--packages=external', '--log-level=warning'];
  execFileSync(process.execPath, [esbuild, file, ...options, `--outfile=${program}`], { cwd: root });
  const printed = execFileSync(process.execPath, [program, ...programArguments], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, ...environment },
  });
  return report.parse(JSON.parse(printed));
}
