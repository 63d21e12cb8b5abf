/** The error function and its inverse, in double precision: what normal probabilities are made of. */

/**
 * The error function, erf(x) = 2/sqrt(pi) * integral of exp(-t^2) from 0 to x.
 *
 * Summed as 2x/sqrt(pi) * exp(-x^2) * (1 + 2x^2/3 + (2x^2)^2/(3*5) + ...): every term is positive, so nothing cancels.
 * Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.6.
 */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x); // 1 - erf(6) is 2e-17, less than a double can tell from 1
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return ((2 * x) / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/**
 * The inverse of `erf`, for y in [-1, 1]; infinite at the ends and NaN beyond.
 *
 * Winitzki's closed form (2008; good to 0.002) and then Newton's steps, each of which doubles the number of good digits.
 */
export function erfinv(y: number): number {
  if (Math.abs(y) > 1 || Number.isNaN(y)) return NaN;
  if (Math.abs(y) === 1) return y * Infinity;
  const a = 0.147;
  const log = Math.log((1 - y) * (1 + y));
  const half = 2 / (Math.PI * a) + log / 2;
  let x = Math.sign(y) * Math.sqrt(Math.sqrt(half * half - log / a) - half);
  for (let step = 0; step < 3; step++) x -= ((erf(x) - y) * Math.sqrt(Math.PI) * Math.exp(x * x)) / 2;
  return x;
}

/** The share of a standard normal variable that lies below x. */
export function normalCdf(x: number): number {
  return (1 + erf(x / Math.SQRT2)) / 2;
}
