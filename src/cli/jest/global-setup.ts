import type { Config } from '@jest/types';
import { startJudge } from './judge-process.js';

/** Starts the judge for this run; with a filter it is told what to judge. Jest calls this again for every run of a watch. */
export default async function globalSetup(config: Config.GlobalConfig): Promise<void> {
  const pattern = config.testNamePattern;
  const everyFile = config.testPathPatterns.patterns.length === 0 && !config.onlyChanged && !config.onlyFailures;
  await startJudge({ ahead: everyFile && !config.findRelatedTests, ...(pattern ? { pattern } : {}) });
}
