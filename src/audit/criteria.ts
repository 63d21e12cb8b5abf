/** When a claim counts as met: a rule that is said beside the claim, and that no verdict is given without. */

import { formatShare } from '../grading/format.js';

/** A rule on one number. */
export interface Criterion {
  /** As it reads behind "met where it is": "within 10 % of 14". */
  readonly text: string;
  /** The same of several figures at once: "within 10 % of the figure". */
  readonly family: string;
  readonly isMet: (value: number) => boolean;
}

type Show = (value: number) => string;

/** "about": within a tenth, where chance has a part in the number. */
export function about(claimed: number, show: Show = String): Criterion {
  return {
    text: `within 10 % of ${show(claimed)}`,
    family: 'within 10 % of the figure',
    isMet: (value) => isNear(value, claimed, claimed / 10),
  };
}

/** "about", of a share: within a tenth of it and of what it leaves, so that 97 % says as much as the 3 % beside it. */
export function aboutShare(claimed: number): Criterion {
  const by = Math.min(claimed, 1 - claimed) / 10;
  return {
    text: `within ${formatShare(by).replace(' %', '')} points of ${formatShare(claimed)}`,
    family: 'within a tenth of the share, or of the rest',
    isMet: (value) => isNear(value, claimed, by),
  };
}

/**
 * A formula's value, as it was printed: off by one in its last digit at most, since figures are cut off as often as rounded.
 * @param printed the figure with all of its digits: '3.29', '0.010'
 */
export function printedAs(printed: string): Criterion {
  const unit = 10 ** -(printed.split('.')[1] ?? '').length;
  const claimed = Number(printed);
  return {
    text: `${printed}, or one off in its last digit`,
    family: 'as printed, or one off in the last digit',
    isMet: (value) => isNear(value, claimed, unit),
  };
}

/** Within a distance of a figure, in its own unit. */
export function within(by: number, claimed: number, show: Show = String): Criterion {
  return {
    text: `within ${show(by)} of ${show(claimed)}`,
    family: `within ${show(by)} of the figure`,
    isMet: (value) => isNear(value, claimed, by),
  };
}

/** Inside a range, its ends included. */
export function between(low: number, high: number, show: Show = String): Criterion {
  return same(`from ${show(low)} to ${show(high)}`, (value) => value >= low && value <= high);
}

/** Less than a limit. */
export function below(limit: number, show: Show = String): Criterion {
  return same(`below ${show(limit)}`, (value) => value < limit);
}

/** No more than a limit. */
export function atMost(limit: number): Criterion {
  return same(`at most ${limit}`, (value) => value <= limit);
}

/** More than a limit. */
export function above(limit: number, show: Show = String): Criterion {
  return same(`above ${show(limit)}`, (value) => value > limit);
}

/** Exactly a number: for counts, and for what is not finite. */
export function exactly(claimed: number, show: Show = String): Criterion {
  return same(claimed === Infinity ? 'infinite' : `exactly ${show(claimed)}`, (value) => value === claimed);
}

/** "around 10^-3": no other power of ten is nearer. */
export function nearestPowerOfTen(exponent: number): Criterion {
  return same(
    `nearer to 1e${exponent} than to another power of ten`,
    (value) => value > 0 && Math.round(Math.log10(value)) === exponent,
  );
}

/** A time to reach something: within a factor of two, since it is a count of steps on random batches. */
export function withinFactorTwo(claimed: number): Criterion {
  return {
    text: `within a factor of 2 of ${claimed}`,
    family: 'within a factor of 2 of the figure',
    isMet: (value) => value >= claimed / 2 && value <= claimed * 2,
  };
}

/** The comparison is of decimals: a difference of exactly `by` must not fail by the rounding of binary. */
function isNear(value: number, claimed: number, by: number): boolean {
  return Math.abs(value - claimed) <= by * (1 + 1e-9);
}

function same(text: string, isMet: Criterion['isMet']): Criterion {
  return { text, family: text, isMet };
}
