import type { Consequence } from './consequence.js';
import type { Plot } from './plot.js';

export type { Plot };

/** What a check may come to. One closed union; every consumer switches over it exhaustively. */
export type CheckStatus =
  | 'pass'
  | 'fail'
  /** What it needs still throws NotImplementedError. Earns nothing, costs nothing but its points. */
  | 'todo'
  /** No such file or export. */
  | 'missing'
  /** A check it depends on did not pass: not billed twice. */
  | 'blocked'
  | 'timeout'
  | 'crashed'
  /** The reply protocol was violated. */
  | 'tampered'
  /** Ours or the machine's: never the student's zero. */
  | 'error';

/** What a check found when the guest did answer. */
export interface Finding {
  /** What was measured and what was expected, with their reference: "0.998" against "0.01 = W2's std in the lecture". */
  readonly measured: string | number;
  readonly expected: string | number;
  /** measured / expected, where a ratio says something. */
  readonly ratio?: number;
  /** The largest error, in the unit of the measurement. */
  readonly error?: number;
  /** Facts worth printing beside a verdict, pass or fail: the batch that was drawn, the data used. */
  readonly notes?: readonly string[];
  readonly plots?: readonly Plot[];
  /** Random statistics with their place in their own distribution (`sampleOf`): uniform over seeds for a right answer. */
  readonly samples?: readonly { readonly statistic: string; readonly cdf: number }[];
}

/** Passed: with what was measured, so that a run can be read as well as believed. */
export interface Pass extends Finding {
  readonly status: 'pass';
}

/** The mistake behind a failure, where it is a known one. */
interface Diagnosis {
  /** "3.2/gain-missing" */
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
}

/** Failed: `rationale` says what is wrong and what it does to the network; `next` is the next thing to try. */
export interface Fail extends Finding {
  readonly status: 'fail';
  readonly rationale: string;
  readonly diagnosis?: Diagnosis;
  readonly next: string;
  /** What the student's own weights do; on one failed check of an exercise, where it was asked for and could be had. */
  readonly consequence?: Consequence;
}

/** No answer to judge: the other statuses. */
export interface NoAnswer {
  readonly status: Exclude<CheckStatus, 'pass' | 'fail'>;
  readonly rationale: string;
  readonly next?: string;
}

export type Outcome = Pass | Fail | NoAnswer;

/** A check's outcome with its place in the course: one row of results.json. */
export interface Verdict {
  readonly id: string;
  readonly asks: string;
  readonly points: number;
  readonly maxPoints: number;
  readonly outcome: Outcome;
  /** The derived seed of the check's inputs. */
  readonly seed: number;
  /** The command that replays it. */
  readonly replay: string;
  readonly durationMs: number;
}

/** Status of an exercise. */
export type ExerciseStatus = 'done' | 'wrong' | 'partly' | 'todo' | 'error';

export interface ExerciseResult {
  readonly id: string;
  readonly status: ExerciseStatus;
  readonly points: number;
  readonly maxPoints: number;
  /** What the student's code printed while this exercise was graded (truncated with a note). */
  readonly printed: string;
  readonly verdicts: readonly Verdict[];
}
