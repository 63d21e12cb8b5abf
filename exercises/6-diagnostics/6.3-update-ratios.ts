/*
 * 6.3  Update ratios
 *
 * Is a gradient of 0.003 large? That depends on what it changes. One step of SGD moves a parameter by learningRate *
 * grad; set against the size of the parameter itself, this tells how fast it is being rewritten:
 *
 *     ratio = std(learningRate * grad) / std(data)
 *
 * A good value is about 0.001, one thousandth of the weights' own spread in a step. Above 0.01 a layer is being shaken
 * ('too large'); below 0.0001 it hardly moves and will take for ever ('too small'); from one to the other, both bounds
 * included, it is 'ok'. No other number says as directly whether the learning rate fits.
 *
 * Leave out parameters that have no gradient. And think of a bias that starts at all zeros: the spread of its data is 0,
 * so any step is infinitely large against it. Its ratio is Infinity, 'too large', and never NaN, which would slip past
 * both comparisons and be called 'ok'.
 *
 * Both std are the sample's (n - 1), as std() computes them.
 *
 * Look next: the lecture's last plot, the update to data ratio over time (it shows log10 of this, so -3 is its target).
 * Try it:    npm test -- -t 6.3
 */
import { NotImplementedError, type Tensor } from '#torch';

/** How far one step of SGD would move each parameter, against its size: std(learningRate * grad) / std(data). */
export function updateRatios(
  parameters: Tensor[],
  learningRate: number,
): { ratio: number; verdict: 'ok' | 'too large' | 'too small' }[] {
  // TODO: for each parameter with a gradient, its ratio and what to call it.
  throw new NotImplementedError('6.3');
}
