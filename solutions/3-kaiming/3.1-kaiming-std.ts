/** The factor that makes up for what `nonlinearity` does to the spread of its input: PyTorch's `calculate_gain`. */
export function gain(
  nonlinearity: 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leaky_relu',
  negativeSlope = 0.01,
): number {
  switch (nonlinearity) {
    case 'linear':
    case 'sigmoid':
      return 1;
    case 'tanh':
      return 5 / 3;
    case 'relu':
      return Math.sqrt(2); // half of the variance is cut away, so twice as much goes in
    case 'leaky_relu':
      return Math.sqrt(2 / (1 + negativeSlope ** 2)); // relu where negativeSlope is 0, linear where it is 1
  }
}

/** The standard deviation of weights with `fanIn` inputs each: gain / sqrt(fanIn). Throws unless fanIn > 0. */
export function kaimingStd(fanIn: number, gain: number): number {
  if (!(fanIn > 0)) throw new RangeError(`kaimingStd: expected fanIn > 0, got ${fanIn}`); // NaN fails the test as well
  return gain / Math.sqrt(fanIn);
}
