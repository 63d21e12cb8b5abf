/**
 * jest-html-reporters, made fit for a report that may be passed on: no path of this machine, no markup from a message, and
 * no line of its own in the terminal.
 */
import path from 'node:path';
import type { Reporter } from '@jest/reporters';
import type { AggregatedResult, AssertionResult, TestResult } from '@jest/test-result';
import type { Config } from '@jest/types';
import HtmlReporter from 'jest-html-reporters';

/** What the page shows in place of the course's folder. */
const shownRoot = 'stepzero';

/** Writes reports/jest.html: one page that needs no other file. */
export default class QuietHtmlReporter implements Reporter {
  readonly #reporter: HtmlReporter;
  readonly #rootDir: string;

  constructor({ rootDir, maxWorkers }: Config.GlobalConfig) {
    this.#rootDir = rootDir;
    this.#reporter = new HtmlReporter(
      { rootDir: shownRoot, maxWorkers },
      {
        // It is repeated in the page: relative, to say nothing of this machine.
        publicPath: path.relative(process.cwd(), path.join(rootDir, 'reports')),
        filename: 'jest.html',
        inlineSource: true,
        pageTitle: 'Stepzero',
        hideIcon: true,
      },
    );
  }

  /** Hands over a cleaned copy of the results. */
  async onRunComplete(
    contexts: Parameters<HtmlReporter['onRunComplete']>[0],
    results: AggregatedResult,
  ): Promise<void> {
    const { log } = console;
    // It announces the absolute path of its report, and has no option not to.
    console.log = () => undefined;
    try {
      await this.#reporter.onRunComplete(contexts, {
        ...results,
        testResults: results.testResults
          .map((suite) => this.#clean(suite))
          .sort((a, b) => (a.testFilePath < b.testFilePath ? -1 : 1)),
      });
    } finally {
      console.log = log;
    }
  }

  #clean(suite: TestResult): TestResult {
    return {
      ...suite,
      testFilePath: path.join(shownRoot, path.relative(this.#rootDir, suite.testFilePath)),
      failureMessage:
        suite.failureMessage === null || suite.failureMessage === undefined
          ? null
          : this.#message(suite.failureMessage),
      testResults: suite.testResults.map((test): AssertionResult => ({
        ...test,
        title: escape(test.title),
        fullName: escape(test.fullName),
        ancestorTitles: test.ancestorTitles.map(escape),
        failureMessages: test.failureMessages.map((message) => this.#message(message)),
        failureDetails: [],
      })),
    };
  }

  /** The page sets messages as HTML, and reads all of its data from the text of an element: escaped for the one and the other. */
  #message(text: string): string {
    return escape(escape(text.replaceAll(this.#rootDir, '.')));
  }
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
