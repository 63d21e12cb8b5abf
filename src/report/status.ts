/** How a status looks: three marks (to do, wrong, done), and an exclamation mark for what is our fault. */
import type { CheckRow, ExerciseRow } from './results.js';
import type { Palette } from './text.js';

type CheckStatus = CheckRow['status'];

/** How a status is shown. */
export interface Look {
  readonly mark: '☐' | '✗' | '✓' | '!';
  /** For a reader who sees no colour and no mark: "times out". */
  readonly word: string;
  readonly paint: 'green' | 'red' | 'yellow' | 'dim';
}

/** The look of a check's status. */
export function lookOfCheck(status: CheckStatus): Look {
  switch (status) {
    case 'pass':
      return { mark: '✓', word: 'passes', paint: 'green' };
    case 'fail':
      return { mark: '✗', word: 'wrong', paint: 'red' };
    case 'missing':
      return { mark: '✗', word: 'missing', paint: 'red' };
    case 'timeout':
      return { mark: '✗', word: 'out of time', paint: 'red' };
    case 'crashed':
      return { mark: '✗', word: 'crashed', paint: 'red' };
    case 'tampered':
      return { mark: '✗', word: 'not accepted', paint: 'red' };
    case 'todo':
      return { mark: '☐', word: 'to do', paint: 'dim' };
    case 'blocked':
      return { mark: '☐', word: 'waits for an earlier check', paint: 'dim' };
    case 'error':
      return { mark: '!', word: 'could not be checked', paint: 'yellow' };
  }
}

/** The look of an exercise's status. Partly done is still to do, in the colour of something begun. */
export function lookOfExercise(status: ExerciseRow['status']): Look {
  switch (status) {
    case 'done':
      return { mark: '✓', word: 'done', paint: 'green' };
    case 'wrong':
      return { mark: '✗', word: 'wrong', paint: 'red' };
    case 'partly':
      return { mark: '☐', word: 'partly done', paint: 'yellow' };
    case 'todo':
      return { mark: '☐', word: 'to do', paint: 'dim' };
    case 'error':
      return { mark: '!', word: 'could not be checked', paint: 'yellow' };
  }
}

/** The mark in its colour. */
export function paintMark({ mark, paint }: Look, palette: Palette): string {
  return palette[paint](mark);
}

/** Whether this status is an answer that was judged and found wrong (or that could not be had by the answer's own fault). */
export function isWrong(status: CheckStatus): boolean {
  return lookOfCheck(status).mark === '✗';
}

/** "1 check", "3 checks". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
