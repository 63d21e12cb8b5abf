/** Jest's reporter for the course: asks the judge for everything, checks that Jest ran all of it, prints and writes it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter } from '@jest/reporters';
import type { AggregatedResult, TestContext } from '@jest/test-result';
import { z } from 'zod';
import { renderPage } from '../../report/html.js';
import { type Results, resultsSchema, resultsText } from '../../report/results.js';
import { renderProgress } from '../../report/render-progress.js';
import { reportsFolder } from '../course-root.js';
import { terminalColumns, terminalPalette as palette } from '../palette.js';
import { findOmissions } from './omissions.js';
import { askJudge } from './protocol.js';

const answerSchema = z.object({ results: resultsSchema, expected: z.array(z.string()) });

/** Prints the progress list, writes reports/results.json and reports/index.html, and fails the run when a check has no result. */
export default class CourseReporter implements Reporter {
  #failure: Error | undefined;

  /** Something to look at while the first exercises are graded. */
  onRunStart(): void {
    this.#failure = undefined;
    // Over Jest's own "Determining test suites to run...".
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K  ${palette.dim('Grading …')}`);
  }

  /** Everything is said at the end. */
  async onRunComplete(_contexts: Set<TestContext>, run: AggregatedResult): Promise<void> {
    if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
    if (run.wasInterrupted) return;
    const problems = await this.#report(run).catch((error: unknown) => [
      error instanceof Error ? error.message : String(error),
    ]);
    if (problems.length === 0) return;
    this.#failure = new Error(problems.join('\n'));
    const lines = problems.map(
      (problem) => `  ${palette.yellow('!')} ${problem.trimEnd().replaceAll('\n', '\n    ')}\n`,
    );
    process.stdout.write(`${lines.join('\n')}\n`);
  }

  /** Read by Jest after onRunComplete: an error makes it exit with 1. */
  getLastError(): Error | undefined {
    return this.#failure;
  }

  async #report(run: AggregatedResult): Promise<string[]> {
    const { results, expected } = answerSchema.parse(await askJudge({ ask: 'results' }));
    const [submission] = results.submissions;
    if (submission && submission.exercises.length > 0) {
      process.stdout.write(
        renderProgress(submission, results.provenance.data, { palette, columns: terminalColumns() }),
      );
      writeReports(results);
    }
    return findOmissions(run.testResults, expected);
  }
}

function writeReports(results: Results): void {
  mkdirSync(reportsFolder, { recursive: true });
  writeFileSync(path.join(reportsFolder, 'results.json'), resultsText(results));
  writeFileSync(path.join(reportsFolder, 'index.html'), renderPage(results));
}
