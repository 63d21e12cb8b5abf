import { format, formatRatio } from '../grading/format.js';
import { closeEnough } from '../grading/tolerance.js';
import type { Fail, Pass } from '../grading/verdict.js';

/** A number of the student's and what it should be. */
export interface NumberQuestion {
  /** "the std of row 1". */
  readonly what: string;
  readonly measured: number;
  readonly expected: number;
  /** Rounding bound, where it is wider than PyTorch's closeness for float32. */
  readonly bound?: number;
  /** Where the expected number comes from: "sqrt(sum (x - mean)^2 / (n - 1))". */
  readonly reference: string;
  /** What the mistake does. */
  readonly consequence: string;
  /** The next thing to try. */
  readonly next: string;
}

/** Compares one number with its reference. NaN is never right, and Infinity only where Infinity is expected. */
export function judgeNumber(question: NumberQuestion): Pass | Fail {
  const { what, measured, expected, reference } = question;
  const error = measured === expected ? 0 : Math.abs(measured - expected);
  if (error <= closeEnough(expected, question.bound ?? 0)) {
    return {
      status: 'pass',
      measured: `${what}: ${format(measured)}`,
      expected: `${reference} = ${format(expected)}`,
      error,
    };
  }
  const ratio = measured / expected;
  const off = ratio > 0 && Number.isFinite(ratio) ? `${formatRatio(ratio)} against` : 'instead of';
  return {
    status: 'fail',
    rationale: `${what} is ${format(measured)}, ${off} ${reference} = ${format(expected)}. ${question.consequence}`,
    measured,
    expected,
    ...(Number.isFinite(ratio) ? { ratio } : {}),
    ...(Number.isFinite(error) ? { error } : {}),
    next: question.next,
  };
}

/** The first failure, or a pass that shows every number with the largest error of all. */
export function judgeNumbers(questions: readonly NumberQuestion[]): Pass | Fail {
  const outcomes = questions.map((question) => judgeNumber(question));
  const failed = outcomes.find((outcome) => outcome.status === 'fail');
  if (failed) return failed;
  return {
    status: 'pass',
    measured: outcomes.map((outcome) => outcome.measured).join('; '),
    expected: questions.map((question) => format(question.expected)).join('; '),
    error: outcomes.reduce((worst, outcome) => Math.max(worst, outcome.error ?? 0), 0),
  };
}
