/** What a finished run exits with. */
import type { Results } from '../report/results.js';
import { exitCodes } from './errors.js';

/** 70 where something could not be judged: that is ours, and no grade; 1 below `minScore`; else 0, whatever the grade. */
export function exitCodeOf({ submissions }: Results, minScore = 0): number {
  if (submissions.some(({ exercises }) => exercises.some(({ status }) => status === 'error')))
    return exitCodes.internal;
  return submissions.some(({ score }) => score < minScore) ? exitCodes.belowMinScore : exitCodes.finished;
}
