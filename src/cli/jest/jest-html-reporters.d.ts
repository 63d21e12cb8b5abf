/** The package has no types of its own for its reporter. */
declare module 'jest-html-reporters' {
  import type { Reporter } from '@jest/reporters';

  interface HtmlReporterOptions {
    readonly publicPath: string;
    readonly filename: string;
    readonly inlineSource: boolean;
    readonly pageTitle: string;
    readonly hideIcon: boolean;
  }

  /** Writes a page from Jest's results. */
  export default class HtmlReporter implements Reporter {
    constructor(globalConfig: { readonly rootDir: string; readonly maxWorkers: number }, options: HtmlReporterOptions);
    onRunComplete: NonNullable<Reporter['onRunComplete']>;
  }
}
