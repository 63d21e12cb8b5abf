/**
 * Tells Jest what each suite depends on: `graders/1-x/1.4-y.test.ts` on `exercises/1-x/1.4-y.ts`, which it does not import
 * (the guest does, in a process of its own). So `--watch` runs 1.4 again when the student saves 1.4, and `-o` finds it.
 */
import path from 'node:path';

const suite = /[\\/]graders[\\/]([^\\/]+)[\\/]([^\\/]+)\.test\.ts$/;

/** Jest's hook: the module names that a file depends on. */
export function extract(_code: string, file: string): Set<string> {
  const [, part, name] = suite.exec(file) ?? [];
  return new Set(
    part !== undefined && name !== undefined ? [path.posix.join('../../exercises', part, `${name}.ts`)] : [],
  );
}

/** Part of the key of Jest's cache: changes when what `extract` returns changes. */
export function getCacheKey(): string {
  return 'suite-to-exercise-1';
}
