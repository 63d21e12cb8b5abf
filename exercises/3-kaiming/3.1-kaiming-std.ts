/*
 * 3.1  Gain and standard deviation
 *
 * In 2.3 the factor 0.2 came from trying. Here is where it should come from. A neuron with fanIn inputs sums fanIn
 * products, so the sum has fanIn times the variance of one of them. Divide the weights by sqrt(fanIn), and the spread
 * of the output is that of the input, whatever the width of the layer. Then a nonlinearity follows and makes the spread
 * smaller: relu throws away half, tanh squeezes both ends. The gain is the factor that makes up for it.
 *
 *     std = gain / sqrt(fanIn)
 *
 *     nonlinearity      gain
 *     linear, sigmoid   1
 *     tanh              5 / 3                               about 1 / std(tanh(x)) for x from N(0, 1)
 *     relu              sqrt(2)                             half of the variance is gone
 *     leaky_relu        sqrt(2 / (1 + negativeSlope^2))     between relu and linear
 *
 * A fanIn of 0 or below has no meaning, and 1 / sqrt(-3) is a NaN that would show up much later and far from here.
 * Throw an error at once, one that says which argument was wrong and what it was.
 *
 * Look next: torch.nn.init.calculate_gain; He et al., "Delving Deep into Rectifiers" (2015), section 2.2.
 * Try it:    npm test -- -t 3.1
 */
import { NotImplementedError } from '#torch';

/** The factor that makes up for what `nonlinearity` does to the spread of its input: PyTorch's `calculate_gain`. */
export function gain(
  nonlinearity: 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leaky_relu',
  negativeSlope = 0.01,
): number {
  // TODO: the table above.
  throw new NotImplementedError('3.1');
}

/** The standard deviation of weights with `fanIn` inputs each: gain / sqrt(fanIn). Throws unless fanIn > 0. */
export function kaimingStd(fanIn: number, gain: number): number {
  // TODO: refuse a fanIn that makes no sense, then apply the formula.
  throw new NotImplementedError('3.1');
}
