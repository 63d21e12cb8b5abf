import { type NdArray, type Result, zerosLike } from '../ndarray.js';

/**
 * x * Phi(x), Phi the normal distribution function; d/dx = Phi(x) + x phi(x).
 * With approximate 'tanh': x (1 + tanh u) / 2 where u = sqrt(2 / pi) (x + 0.044715 x^3). Source: Hendrycks and Gimpel (2016).
 */
export function gelu(x: NdArray, approximate: 'none' | 'tanh'): Result {
  const { shape, data } = x;
  const [value, slope] = approximate === 'tanh' ? [geluTanh, geluTanhSlope] : [geluExact, geluExactSlope];
  const y = zerosLike(data);
  for (let i = 0; i < y.length; i++) y[i] = value(data[i]!);
  return {
    shape,
    data: y,
    saves: [[0]],
    backward: (grad) => {
      const g = zerosLike(grad);
      for (let i = 0; i < g.length; i++) g[i] = grad[i]! * slope(data[i]!);
      return [g];
    },
  };
}

function geluExact(x: number): number {
  return x * normalCdf(x);
}

function geluExactSlope(x: number): number {
  return normalCdf(x) + (x * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

const CUBE = 0.044715;

function geluTanh(x: number): number {
  return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + CUBE * x * x * x)));
}

function geluTanhSlope(x: number): number {
  const t = Math.tanh(Math.sqrt(2 / Math.PI) * (x + CUBE * x * x * x));
  return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * Math.sqrt(2 / Math.PI) * (1 + 3 * CUBE * x * x);
}

/**
 * Phi(x) = 1/2 + phi(x) (x + x^3/3 + x^5/(3*5) + ...): every term has the sign of x, so nothing cancels. Beyond |x| = 6 the
 * tail is below 1e-9 and is taken from its continued fraction phi(x) / (x + 1/(x + 2/(x + ...))).
 */
function normalCdf(x: number): number {
  if (Number.isNaN(x)) return x;
  const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  if (Math.abs(x) > 6) {
    if (density === 0) return x > 0 ? 1 : 0;
    let fraction = Math.abs(x);
    for (let k = 30; k > 0; k--) fraction = Math.abs(x) + k / fraction;
    return x > 0 ? 1 - density / fraction : density / fraction;
  }
  let term = x;
  let total = x;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(total); odd += 2) {
    term *= (x * x) / odd;
    total += term;
  }
  return 0.5 + density * total;
}
