/** Exit codes, and one clear sentence for everything that goes wrong. */
import { SubmissionError } from '../batch/submission.js';
import { DatasetError } from '../dataset/dataset-error.js';
import { courseRoot } from './course-root.js';

/**
 * Exit codes of `stepzero`: the run finished; `--min-score` was not reached; a training's loss was not finite; a network is not
 * healthy where that was asked (`diagnose --strict`, `example`); wrong usage or input; our own failure.
 */
export const exitCodes = { finished: 0, belowMinScore: 1, diverged: 1, unhealthy: 1, usage: 2, internal: 70 } as const;

/** Something that the person at the keyboard can mend; the message says what. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Prints the sentence for an error and returns the exit code that goes with it. */
export function reportError(error: unknown): number {
  const message = messageOf(error);
  if (error instanceof UsageError || error instanceof SubmissionError || error instanceof DatasetError) {
    console.error(`stepzero: ${message}`);
    return exitCodes.usage;
  }
  console.error(
    `stepzero: internal failure: ${message}\nThis is not your mistake: please report it, with STEPZERO_DEBUG=1 for the details.`,
  );
  if (process.env['STEPZERO_DEBUG'] && error instanceof Error) console.error(error.stack);
  return exitCodes.internal;
}

/** What an error says, without the paths of this machine. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(courseRoot, '');
}
