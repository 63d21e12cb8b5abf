import { formatShape, TensorError } from '../errors.js';
import type { Tensor } from '../tensor.js';

/**
 * How many inputs each unit of a weight reads, and how many units read each input, as
 * `torch.nn.init._calculate_fan_in_and_fan_out`.
 *
 * PyTorch stores the weight of a linear layer as [fanOut, fanIn] (it computes x @ weight.T), and so reads this: the fan-in
 * is size 1, the fan-out size 0. A weight in the lecture's layout, x @ W with W as [fanIn, fanOut], gets its fans swapped;
 * initialize its transpose, or ask for the other mode. Sizes from the third on (a convolution's kernel) multiply both.
 * @param tensor of at least two dimensions
 * @throws TensorError for fewer dimensions
 */
export function calculateFanInAndFanOut(tensor: Tensor): { fanIn: number; fanOut: number } {
  const [fanOut, fanIn, ...kernel] = tensor.shape;
  if (fanOut === undefined || fanIn === undefined) {
    throw new TensorError(
      `calculateFanInAndFanOut: expected at least 2 dimensions, got shape ${formatShape(tensor.shape)}; a bias has no fans`,
    );
  }
  const receptiveField = kernel.reduce((product, size) => product * size, 1);
  return { fanIn: fanIn * receptiveField, fanOut: fanOut * receptiveField };
}
