/** How far a correct float32 activation and its derivative may land from the exact ones. Model and u as in rounding.ts. */
import { UNIT_ROUNDOFF } from './rounding.js';

/** The hidden layers' nonlinearities, by PyTorch's names. */
export type ActivationName = 'linear' | 'tanh' | 'relu' | 'leakyRelu' | 'sigmoid' | 'gelu';

/**
 * Error of y = activation(x): the error b of x times the steepest slope, and what the function rounds. tanh, the logistic
 * function and the normal distribution function are at most 1 in size and good to 4 units in the last place (as `tanhBound`).
 * Leaky ReLU's constant 0.01 rounds, and its product. The steepest slopes: sigmoid 1/4 (at 0), gelu below 1.13 (at sqrt 2), the others 1.
 *
 * @param x - exact
 * @param y - exact
 * @param bound - of x
 */
export function activationBound(activation: ActivationName, x: number, y: number, bound: number): number {
  switch (activation) {
    case 'linear':
    case 'relu':
      return bound;
    case 'leakyRelu':
      return bound + 2 * UNIT_ROUNDOFF * Math.abs(y);
    case 'tanh':
      return bound + 4 * UNIT_ROUNDOFF;
    case 'sigmoid':
      return bound / 4 + 4 * UNIT_ROUNDOFF;
    case 'gelu':
      return 1.13 * bound + 4 * UNIT_ROUNDOFF * Math.abs(x) + 2 * UNIT_ROUNDOFF * Math.abs(y);
  }
}

/**
 * Error of the derivative, computed from x or from y as is usual: tanh's 1 - y^2 moves by 2 |y| b + b^2, sigmoid's y (1 - y) by at
 * most b + b^2, where b is y's error; gelu's by at most 0.8 b of x (its second derivative is largest at 0, 2 / sqrt(2 pi)). A
 * rectifier's derivative is exact, save within x's error of the kink, where either side is right.
 *
 * @param bound - of x
 */
export function slopeBound(activation: ActivationName, x: number, y: number, bound: number): number {
  const ofY = activationBound(activation, x, y, bound);
  switch (activation) {
    case 'linear':
      return 0;
    case 'relu':
    case 'leakyRelu':
      return Math.abs(x) <= bound ? 1 : UNIT_ROUNDOFF;
    case 'tanh':
      return 2 * Math.abs(y) * ofY + ofY ** 2 + 3 * UNIT_ROUNDOFF;
    case 'sigmoid':
      return ofY + ofY ** 2 + 3 * UNIT_ROUNDOFF;
    case 'gelu':
      return 0.8 * bound + 6 * UNIT_ROUNDOFF * (1 + Math.abs(x));
  }
}
