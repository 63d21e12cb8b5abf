/**
 * Do the bands describe what right answers do? Each check of a random draw reports where its statistic fell in the
 * distribution that its band was derived from. Over many seeds these values must be uniform in 0..1: a sigma that is wrong, a
 * standard error that is too small or a distribution that is not the one assumed would bend them. Pure.
 */

/** The probability that right bands are called wrong, over all statistics together. The inputs are fixed: no run is luckier. */
const ALPHA = 1e-4;

/** One value of one statistic, from one run. */
export interface Sample {
  readonly check: string;
  readonly statistic: string;
  /** Its place in its own distribution, in 0..1. */
  readonly cdf: number;
}

/** How far the values of one statistic are from uniform, and how far they may be. */
export interface Uniformity {
  /** "1.4/w2-std: std(W2)", or "all checks together". */
  readonly name: string;
  readonly values: number;
  /** Kolmogorov's distance, in 0..1. */
  readonly distance: number;
  readonly allowed: number;
}

/** The name of the test over all checks. */
export const TOGETHER = 'all checks together';

/**
 * Each statistic against the uniform distribution, and one value a check and run pooled, which sees a small error that
 * all bands share. (One, since the statistics of one check come from one seed; those of different checks are independent.)
 * The allowed distance is Dvoretzky, Kiefer, Wolfowitz and Massart's: P(distance > d) <= 2 exp(-2 n d^2), with ALPHA split
 * among the tests.
 */
export function testUniformity(samples: readonly Sample[]): readonly Uniformity[] {
  const groups = new Map<string, number[]>();
  const firstOfCheck = new Map<string, string>();
  for (const { check, statistic, cdf } of samples) {
    const name = `${check}: ${statistic}`;
    const group = groups.get(name);
    if (group) group.push(cdf);
    else groups.set(name, [cdf]);
    if (!firstOfCheck.has(check)) firstOfCheck.set(check, name);
  }
  if (groups.size === 0) return [];
  groups.set(
    TOGETHER,
    [...firstOfCheck.values()].flatMap((name) => groups.get(name) ?? []),
  );
  return [...groups].map(([name, values]) => ({
    name,
    values: values.length,
    distance: distanceFromUniform(values),
    allowed: Math.sqrt(Math.log((2 * groups.size) / ALPHA) / (2 * values.length)),
  }));
}

/** Kolmogorov's distance between values and the uniform distribution on 0..1; 1 where a value is not in it. */
export function distanceFromUniform(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.reduce((worst, value, index) => {
    if (!(value >= 0 && value <= 1)) return 1;
    return Math.max(worst, value - index / sorted.length, (index + 1) / sorted.length - value);
  }, 0);
}

/** What the tests found wrong, in sentences. No samples at all is a problem too. */
export function uniformityProblems(tests: readonly Uniformity[], runs: number): string[] {
  if (tests.length === 0) return ['samples: no check reported where its statistic fell: nothing was tested'];
  return tests.flatMap(({ name, values, distance, allowed }) => [
    ...(distance <= allowed
      ? []
      : [`samples: ${name}: not uniform: distance ${distance.toFixed(3)}, allowed ${allowed.toFixed(3)}`]),
    ...(name === TOGETHER || values === runs ? [] : [`samples: ${name}: expected ${runs} values, got ${values}`]),
  ]);
}

/** One line: how many statistics there were and which came closest to its limit. */
export function uniformityLine(tests: readonly Uniformity[]): string {
  const worst = tests.reduce<Uniformity | undefined>(
    (so, test) => (so && so.distance / so.allowed >= test.distance / test.allowed ? so : test),
    undefined,
  );
  if (!worst) return 'samples: none';
  const statistics = tests.filter((test) => test.name !== TOGETHER).length;
  return `samples: ${statistics} statistics of random draws against their distributions; nearest to its limit: ${worst.name} (distance ${worst.distance.toFixed(3)} of ${worst.allowed.toFixed(3)}, n ${worst.values})`;
}
