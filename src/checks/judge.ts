/** The two judgements that most checks end with: values beside their reference, a statistic beside its band. */
import type { TensorValue } from '../guest/contract/value.js';
import { format, formatRatio } from '../grading/format.js';
import { type Band, compare, placeOf, sampleOf, within } from '../grading/tolerance.js';
import type { Fail, Finding, Pass } from '../grading/verdict.js';

/** What a failure says after the numbers. */
interface Advice {
  /** What the mistake does to the network. */
  readonly consequence: string;
  /** The next thing to try. */
  readonly next: string;
}

/** A tensor of the student's and what it should hold. */
export interface ValuesQuestion extends Advice {
  /** "hPreactBn". */
  readonly what: string;
  readonly measured: TensorValue;
  readonly expected: ArrayLike<number>;
  /** Rounding bounds, one for all or one each. */
  readonly bounds?: ArrayLike<number> | number;
  /** What is expected, in words: "(x - mean) / sqrt(var + eps)". */
  readonly reference: string;
}

/** Compares a tensor with its reference, element by element, and names the element that is furthest off. */
export function judgeValues(question: ValuesQuestion): Pass | Fail {
  const { what, measured, reference } = question;
  const { ok, worst, wrong } = compare(measured, question.expected, question.bounds);
  if (ok) {
    return {
      status: 'pass',
      measured: `${what}: ${format(measured.data.length)} values, the largest error ${format(worst.error)}`,
      expected: `${reference} within ${format(worst.allowed)}`,
      error: worst.error,
    };
  }
  const place = measured.shape.length > 0 ? `${what} at ${placeOf(worst.index, measured.shape)}` : what;
  const count = `${format(wrong)} of ${format(measured.data.length)} values are off`;
  return {
    status: 'fail',
    rationale: `${place} is ${format(worst.measured)}, where ${reference} is ${format(worst.expected)} (${count}). ${question.consequence}`,
    measured: worst.measured,
    expected: worst.expected,
    ...ratioOf(worst.measured, worst.expected),
    error: worst.error,
    next: question.next,
  };
}

/** A statistic of the student's and the band that a right answer keeps to. */
export interface BandQuestion extends Advice {
  /** "W1's standard deviation at 30x200". */
  readonly what: string;
  readonly measured: number;
  readonly band: Band;
  /** Where the expected number comes from: "(5/3) / sqrt(30)". */
  readonly reference: string;
}

/** Compares a statistic with the band that random draws leave to a right answer. */
export function judgeBand(question: BandQuestion): Pass | Fail {
  const { what, measured, band, reference } = question;
  const finding: Finding = {
    measured,
    expected: band.expected,
    ...ratioOf(measured, band.expected),
    error: Math.abs(measured - band.expected),
    ...(band.cdf ? { samples: [sampleOf(what, band, measured)] } : {}),
  };
  if (within(band, measured)) return { status: 'pass', ...finding };
  const ratio = finding.ratio ?? NaN;
  const off = ratio > 0 && Number.isFinite(ratio) ? `about ${formatRatio(twoDigits(ratio))} against` : 'instead of';
  const target = band.expected === 0 ? '0' : `${reference} = ${format(band.expected)}`;
  const accepted = `accepted: ${format(band.low)} to ${format(band.high)}`;
  return {
    status: 'fail',
    rationale: `${what} is ${format(measured)}, ${off} ${target} (${accepted}). ${question.consequence}`,
    ...finding,
    next: question.next,
  };
}

/** Random draws are good to a percent or so: more digits of a ratio would say nothing, unless it is close to 1. */
function twoDigits(ratio: number): number {
  if (ratio < 1) return 1 / twoDigits(1 / ratio);
  return Number(ratio.toPrecision(ratio < 1.25 ? 3 : 2));
}

/**
 * Several judgements as one: the first failure, or the first pass with the notes, plots and samples of all.
 *
 * @throws RangeError where there is none: a check that compared nothing must not pass
 */
export function firstFailure(outcomes: readonly (Pass | Fail)[]): Pass | Fail {
  const [first] = outcomes;
  if (!first) throw new RangeError('firstFailure: expected at least one judgement, got none');
  const failed = outcomes.find((outcome) => outcome.status === 'fail');
  if (failed) return failed;
  const notes = outcomes.flatMap((outcome) => outcome.notes ?? []);
  const plots = outcomes.flatMap((outcome) => outcome.plots ?? []);
  const samples = outcomes.flatMap((outcome) => outcome.samples ?? []);
  return {
    ...first,
    ...(notes.length > 0 ? { notes } : {}),
    ...(plots.length > 0 ? { plots } : {}),
    ...(samples.length > 0 ? { samples } : {}),
  };
}

function ratioOf(measured: number, expected: number): { ratio?: number } {
  const ratio = measured / expected;
  return Number.isFinite(ratio) ? { ratio } : {};
}
