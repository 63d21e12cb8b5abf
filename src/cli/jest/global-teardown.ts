import { stopJudge } from './judge-process.js';

/** Ends the judge of this run. */
export default async function globalTeardown(): Promise<void> {
  await stopJudge();
}
