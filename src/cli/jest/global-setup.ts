import type { Config } from '@jest/types';
import { exitCodes } from '../errors.js';
import { JudgeEnded, startJudge, stopJudge } from './judge-process.js';

/** Starts the judge for this run; with a filter it is told what to judge. Jest calls this again for every run of a watch. */
export default async function globalSetup(config: Config.GlobalConfig): Promise<void> {
  const pattern = config.testNamePattern;
  const everyFile = config.testPathPatterns.patterns.length === 0 && !config.onlyChanged && !config.onlyFailures;
  try {
    await startJudge({ ahead: everyFile && !config.findRelatedTests, ...(pattern ? { pattern } : {}) });
  } catch (error) {
    if (!(error instanceof JudgeEnded) || error.exitCode !== exitCodes.usage) throw error;
    // Jest would print a stack for it.
    await stopJudge();
    await new Promise((resolve) => process.stderr.write(`${error.message}\n`, resolve));
    process.exit(exitCodes.usage);
  }
}
