/**
 * How far a correct random draw may land from what it estimates. Each band holds with probability 1 - FALSE_FAIL for a right
 * answer, so a check that uses one band fails a right answer less than once in a million runs; a check that makes several
 * comparisons passes their number and the probability is split among them (Bonferroni).
 */
import jStat from 'jstat';

/** The probability, per check, that a right answer is refused: below one in a million, by derivation. */
export const FALSE_FAIL = 1e-6;

/** An accepted range for a measured statistic. */
export interface Band {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  /** One standard deviation of the statistic under a right answer. */
  readonly standardError: number;
  /** The distribution of the statistic under a right answer, where it is known exactly (uniform in 0..1 over seeds). */
  readonly cdf?: (measured: number) => number;
}

/** Whether a measurement lies in the band. NaN never does. */
export function within(band: Band, measured: number): boolean {
  return measured >= band.low && measured <= band.high;
}

/**
 * The sample std (n - 1) of n draws from N(., sigma^2): (n - 1) s^2 / sigma^2 is chi-square with n - 1 degrees of freedom,
 * exactly. Its standard error is sigma / sqrt(2 (n - 1)). A uniform draw of the same sigma varies less
 * (sigma sqrt(0.2 / n)), so it passes the same band.
 *
 * @throws RangeError where there are fewer than two draws or sigma is not positive
 */
export function stdBand(sigma: number, draws: number, comparisons = 1): Band {
  if (!(draws >= 2) || !(sigma > 0)) {
    throw new RangeError(`stdBand: expected sigma > 0 and at least 2 draws, got sigma ${sigma} and ${draws} draws`);
  }
  const tail = FALSE_FAIL / comparisons / 2;
  const freedom = draws - 1;
  const at = (probability: number) => sigma * Math.sqrt(jStat.chisquare.inv(probability, freedom) / freedom);
  return {
    expected: sigma,
    low: at(tail),
    high: at(1 - tail),
    standardError: sigma / Math.sqrt(2 * freedom),
    cdf: (measured) => jStat.chisquare.cdf(freedom * (measured / sigma) ** 2, freedom),
  };
}

/** The mean of n draws from N(mu, sigma^2): normal with standard error sigma / sqrt(n), exactly. */
export function meanBand(mu: number, sigma: number, draws: number, comparisons = 1): Band {
  return normalBand(mu, sigma / Math.sqrt(draws), comparisons);
}

/**
 * Where the measurement falls in its distribution, for `Finding.samples`: over many seeds of a right answer these are
 * uniform in 0..1, and `npm run check:course` tests that they are.
 *
 * @throws RangeError where the band's distribution is not known exactly
 */
export function sampleOf(statistic: string, band: Band, measured: number): { statistic: string; cdf: number } {
  if (!band.cdf) throw new RangeError(`sampleOf: ${statistic} has a bound, not a distribution`);
  return { statistic, cdf: band.cdf(measured) };
}

/** A statistic that is normal with this standard deviation (a linear function of normal draws). */
export function normalBand(expected: number, standardError: number, comparisons = 1): Band {
  const reach = standardError * -jStat.normal.inv(FALSE_FAIL / comparisons / 2, 0, 1);
  return {
    expected,
    low: expected - reach,
    high: expected + reach,
    standardError,
    cdf: (measured) => jStat.normal.cdf(measured, expected, standardError),
  };
}

/**
 * The mean of n independent variables in [0, 1] with this mean and variance (a share over independent columns of W1):
 * Bernstein's inequality, P(|mean - mu| >= t) <= 2 exp(-n t^2 / (2 (variance + t / 3))), solved for t. Holds for every n,
 * with no appeal to a central limit.
 */
export function bernsteinBand(mean: number, variance: number, count: number, comparisons = 1): Band {
  const log = Math.log((2 * comparisons) / FALSE_FAIL);
  const reach = (log / 3 + Math.sqrt(log ** 2 / 9 + 2 * count * variance * log)) / count;
  return {
    expected: mean,
    low: Math.max(0, mean - reach),
    high: Math.min(1, mean + reach),
    standardError: Math.sqrt(variance / count),
  };
}

/**
 * A weighted sum of squares of independent N(0, 1) draws, sum a_k Z_k^2 with a_k >= 0: Laurent and Massart (2000), lemma 1,
 * for x > 0: P(Q >= T + 2 F sqrt(x) + 2 M x) <= exp(-x) and P(Q <= T - 2 F sqrt(x)) <= exp(-x).
 *
 * @param trace - T = sum a_k, the expected value
 * @param frobenius - F = sqrt(sum a_k^2), or an upper bound of it
 * @param largest - M = max a_k, or an upper bound of it (F is one)
 */
export function quadraticFormBand(trace: number, frobenius: number, largest: number, comparisons = 1): Band {
  const x = Math.log((2 * comparisons) / FALSE_FAIL);
  return {
    expected: trace,
    low: Math.max(0, trace - 2 * frobenius * Math.sqrt(x)),
    high: trace + 2 * frobenius * Math.sqrt(x) + 2 * largest * x,
    standardError: Math.SQRT2 * frobenius,
  };
}

/** The same band for the square root of a mean square: a std or an rms. */
export function rootBand(band: Band): Band {
  return {
    expected: Math.sqrt(band.expected),
    low: Math.sqrt(band.low),
    high: Math.sqrt(band.high),
    standardError: band.standardError / (2 * Math.sqrt(band.expected)),
  };
}

/**
 * The largest distance between the distribution of n values and N(mu, sigma^2), in 0..1 (Kolmogorov's statistic).
 * It tells a uniform draw of the right std (distance 0.057) from a normal one. The sample kurtosis would too, but its
 * tails at one in a million have no usable closed form; this statistic's have.
 */
export function distanceFromNormal(values: ArrayLike<number>, mu: number, sigma: number): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  return sorted.reduce((worst, value, index) => {
    const theory = jStat.normal.cdf(value, mu, sigma);
    return Math.max(worst, Math.abs(theory - index / n), Math.abs(theory - (index + 1) / n));
  }, 0);
}

/**
 * How far n right draws may be from their distribution: the Dvoretzky-Kiefer-Wolfowitz inequality with Massart's constant,
 * P(distance > d) <= 2 exp(-2 n d^2), for every n.
 */
export function distanceBand(draws: number, comparisons = 1): Band {
  const high = Math.sqrt(Math.log((2 * comparisons) / FALSE_FAIL) / (2 * draws));
  return { expected: 0, low: 0, high, standardError: 0.26 / Math.sqrt(draws) };
}
