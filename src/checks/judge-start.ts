/** One parameter at several sizes, beside how it should start out. */
import { format } from '../grading/format.js';
import { distanceBand, distanceFromNormal, meanBand, placeOf, stdBand, within } from '../grading/tolerance.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { TensorValue } from '../guest/contract/value.js';
import { firstFailure, judgeBand } from './judge.js';
import { judgeFilled } from './judge-filled.js';
import type { Drawn, Start } from './start.js';

/** What a failure says besides the numbers. */
export interface StartAdvice {
  /** What such a mistake does to a network. */
  readonly why: string;
  /** The same for values that are too small, where that is another story. */
  readonly whySmall?: string;
  /** The next thing to try. */
  readonly next: string;
}

/** Statistics that a draw is judged by at each size: its std, its mean, its distribution. */
export const STATISTICS = 3;

/**
 * Judges a parameter at every size: exact values where it is filled; where it is drawn its std by chi-square, its mean by the
 * normal distribution, and the distribution itself where the exercise asks for a normal one.
 *
 * @param tensors - the parameter at each size
 * @param comparisons - how many statistics the whole check looks at
 */
export function judgeStart(
  name: string,
  start: Start,
  tensors: readonly TensorValue[],
  advice: StartAdvice,
  comparisons: number,
): Pass | Fail {
  if (start.kind === 'filled') {
    return firstFailure(tensors.map((tensor) => judgeFilled(name, tensor, start.value, advice.why, advice.next)));
  }
  const outcomes = tensors.map((tensor) => judgeDraw(name, start, tensor, advice, comparisons));
  const outcome = firstFailure(outcomes);
  if (outcome.status === 'pass') return { ...outcome, measured: outcomes.map(({ measured }) => measured).join('; ') };
  return outcome;
}

function judgeDraw(
  name: string,
  { std, reference, isNormal }: Drawn,
  tensor: TensorValue,
  { why, whySmall = why, next }: StartAdvice,
  comparisons: number,
): Pass | Fail {
  const { shape, data } = tensor;
  const what = `${name} [${shape.join(', ')}]`;
  const notFinite = judgeFinite(what, tensor);
  if (notFinite) return notFinite;
  const sigma = std(shape);
  const [mean, spread] = [meanOf(tensor), spreadOf(tensor)];
  const outcome = firstFailure([
    judgeBand({
      what: `The standard deviation of ${what}`,
      measured: spread,
      band: stdBand(sigma, data.length, comparisons),
      reference: reference(shape),
      consequence: spread > sigma ? why : whySmall,
      next,
    }),
    judgeBand({
      what: `The mean of ${what}`,
      measured: mean,
      band: meanBand(0, sigma, data.length, comparisons),
      reference: 'a draw around 0',
      consequence: 'Weights with a common offset move every unit the same way, whatever its input says.',
      next: 'Draw around 0: randn does, and a factor leaves it there. rand lies in 0..1, around 0.5.',
    }),
    ...(isNormal ? [judgeNormal(what, tensor, sigma, comparisons)] : []),
  ]);
  if (outcome.status === 'fail') return outcome;
  return { ...outcome, measured: `${what} std ${format(spread)}, mean ${format(mean)}` };
}

/** NaN or Infinity has no standard deviation: what is said of too wide or too narrow weights does not fit. */
function judgeFinite(what: string, { shape, data }: TensorValue): Fail | undefined {
  const place = data.findIndex((value) => !Number.isFinite(value));
  if (place < 0) return undefined;
  const count = data.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
  const value = format(data[place] ?? NaN);
  return {
    status: 'fail',
    rationale: `${what} is ${value} at ${placeOf(place, shape)} (${format(count)} of ${format(data.length)} values are not finite). One such weight makes the loss and every gradient NaN.`,
    measured: value,
    expected: 'finite numbers',
    next: 'Print the factor that you multiply by. In JavaScript a property that does not exist is undefined, and arithmetic with undefined gives NaN.',
  };
}

/** The values follow the bell curve of their std, not another distribution that happens to have it. */
function judgeNormal(what: string, { data }: TensorValue, std: number, comparisons: number): Pass | Fail {
  const distance = distanceFromNormal(data, 0, std);
  const band = distanceBand(data.length, comparisons);
  const finding = {
    measured: `${what} distance from normal ${format(distance)}`,
    expected: `at most ${format(band.high)}`,
  };
  if (within(band, distance)) return { status: 'pass', ...finding };
  return {
    status: 'fail',
    ...finding,
    rationale:
      `${what} has the right mean and standard deviation but is not normal: the share of its values below some point is ${format(distance)} away ` +
      `from the bell curve's, where ${format(data.length)} normal draws stay within ${format(band.high)}.`,
    next: 'Draw with randn, which is normal; rand is uniform.',
  };
}

function meanOf({ data }: TensorValue): number {
  return data.reduce((sum, value) => sum + value, 0) / data.length;
}

/** The sample standard deviation (n - 1). */
function spreadOf(tensor: TensorValue): number {
  const mean = meanOf(tensor);
  return Math.sqrt(tensor.data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (tensor.data.length - 1));
}
