/** What a run must not be silent about: a suite that did not load, a check that was judged and not reported, nothing at all. */
import path from 'node:path';
import type { TestResult } from '@jest/test-result';

/**
 * Compares what Jest ran with what the judge expects.
 *
 * @param suites - Jest's results, one a test file
 * @param expected - full names of the tests that stand for the judged checks
 * @returns a sentence for each omission; empty when the run is complete
 */
export function findOmissions(
  suites: readonly Pick<TestResult, 'testFilePath' | 'testExecError' | 'testResults'>[],
  expected: readonly string[],
): string[] {
  const unloaded = suites.flatMap(({ testFilePath, testExecError }) =>
    testExecError ? [`${path.basename(testFilePath)} could not be loaded: ${reasonOf(testExecError)}`] : [],
  );
  const ran = new Set(
    suites.flatMap(({ testResults }) =>
      testResults.flatMap(({ fullName, status }) =>
        status === 'passed' || status === 'failed' || status === 'todo' ? [fullName] : [],
      ),
    ),
  );
  const missing = expected.filter((name) => !ran.has(name)).map((name) => `No result from Jest for: ${name}`);
  const nothing =
    expected.length === 0 && unloaded.length === 0 ? ['No check was run: the filter matches none of them.'] : [];
  return [...unloaded, ...missing, ...nothing];
}

function reasonOf(error: { readonly message?: string } | string): string {
  const text = typeof error === 'string' ? error : (error.message ?? 'no reason was given');
  return text.split('\n')[0] ?? text;
}
