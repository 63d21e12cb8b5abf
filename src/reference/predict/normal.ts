/** Probabilities of the normal distribution, to full double precision in the tails as well. */

/**
 * P(|N(0, 1)| > t) = erfc(t / sqrt 2), for t >= 0. Below 2 by the series of erf, above by the continued fraction of erfc
 * (Abramowitz and Stegun 7.1.6 and 7.1.14); both are good to about 1e-15 there.
 */
export function twoSidedTail(t: number): number {
  const x = t / Math.SQRT2;
  return x < 2 ? 1 - erfSeries(x) : erfcFraction(x);
}

/** P(N(0, 1) < x), for any x. */
export function normalProbability(x: number): number {
  return x < 0 ? twoSidedTail(-x) / 2 : 1 - twoSidedTail(x) / 2;
}

/** The density of N(0, 1) at x: exp(-x^2 / 2) / sqrt(2 pi). */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** erf(x) = 2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (1 3 ... (2n+1)): all terms positive, so nothing cancels. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc(x) = exp(-x^2)/sqrt(pi) / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...)))), from the inside out. */
function erfcFraction(x: number): number {
  let fraction = x;
  for (let k = 80; k >= 1; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}

/**
 * cov(1[|X| > s], 1[|Y| > t]) for X, Y standard normal with correlation rho.
 *
 * The density phi2 of the pair satisfies d/dr P(X > s, Y > t; r) = phi2(s, t; r) (Plackett 1954). Over the four corners
 * (two with r, two with -r) the covariance is 2 * integral_0^|rho| phi2(s, t; r) - phi2(s, t; -r) dr, which with r = sin a is
 * (1 / pi) * integral_0^asin|rho| exp(-(s^2 - 2 s t sin a + t^2) / (2 cos^2 a)) - exp(-(s^2 + 2 s t sin a + t^2) / (2 cos^2 a)) da,
 * smooth and bounded; Simpson's rule over 64 intervals.
 */
export function tailCovariance(s: number, t: number, rho: number): number {
  const end = Math.asin(Math.min(1, Math.abs(rho)));
  // (s^2 -+ 2 s t sin a + t^2) / (2 cos^2 a), written so that nothing cancels near the right angle, where cos a is 0.
  const density = (angle: number) => {
    const apart = s === t ? 0 : (s - t) ** 2 / (2 * Math.cos(angle) ** 2);
    return Math.exp(-apart - (s * t) / (1 + Math.sin(angle))) - Math.exp(-apart - (s * t) / (1 - Math.sin(angle)));
  };
  const intervals = 64;
  const step = end / intervals;
  let sum = density(0) + density(end);
  for (let k = 1; k < intervals; k++) sum += (k % 2 === 1 ? 4 : 2) * density(k * step);
  return (sum * step) / 3 / Math.PI;
}
