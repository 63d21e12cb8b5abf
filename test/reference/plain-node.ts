/** Numeric work for a test in a process of its own: Jest's context computes a hundred times slower than plain Node. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How a program of the tests is run. */
interface RunOptions {
  /** Of the program, after its name. */
  readonly programArguments?: readonly string[];
  /** Of Node itself, as --expose-gc. */
  readonly nodeOptions?: readonly string[];
}

/**
 * Bundles a TypeScript program of the tests, runs it `times` times, each in a process of its own, and parses what each prints.
 *
 * @param file - relative to the repository's root
 * @throws Error where the program ends with another code than 0; ZodError where it prints something else
 */
export function runsInPlainNode<T>(file: string, times: number, report: z.ZodType<T>, options: RunOptions = {}): T[] {
  // Inside of node_modules, so that the packages that are not bundled are found from there.
  const folder = path.join(root, 'node_modules/.cache/stepzero');
  mkdirSync(folder, { recursive: true });
  const name = path.relative('test', file).replaceAll(/[\\/]/g, '-');
  const program = path.join(folder, `${name}-${process.pid}.mjs`);
  const node = (...argv: readonly string[]) =>
    execFileSync(process.execPath, argv, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  node(path.join(root, 'test/reference/bundle.js'), file, program);
  try {
    return Array.from({ length: times }, () => {
      const printed = node(...(options.nodeOptions ?? []), program, ...(options.programArguments ?? []));
      return report.parse(JSON.parse(printed));
    });
  } finally {
    rmSync(program, { force: true });
  }
}

/** As `runsInPlainNode`, once. */
export function inPlainNode<T>(file: string, report: z.ZodType<T>, options: RunOptions = {}): T {
  const [result] = runsInPlainNode(file, 1, report, options);
  if (result === undefined) throw new Error(`inPlainNode: expected one report of ${file}, got none`);
  return result;
}
