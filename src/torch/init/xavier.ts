import type { DrawOptions } from '../draw-options.js';
import type { Tensor } from '../tensor.js';
import { calculateFanInAndFanOut } from './fans.js';
import { normal_, uniform_ } from './fill.js';

/** How far a Xavier initialization scales up. */
export interface XavierOptions extends DrawOptions {
  /** A factor for the nonlinearity that follows, from `calculateGain`; 1 by default. */
  readonly gain?: number;
}

/** gain * sqrt(2 / (fanIn + fanOut)): between what keeps activations and what keeps gradients at the same size. */
function xavierStd(tensor: Tensor, gain: number): number {
  const { fanIn, fanOut } = calculateFanInAndFanOut(tensor);
  return gain * Math.sqrt(2 / (fanIn + fanOut));
}

/**
 * Fills a weight in place with N(0, std^2), std = gain * sqrt(2 / (fanIn + fanOut)), as `torch.nn.init.xavier_normal_`.
 * (Both fans count alike, so the layout of the weight does not matter.)
 *
 * Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010).
 * @param tensor of at least two dimensions
 * @returns the tensor itself
 * @throws TensorError for fewer dimensions
 */
export function xavierNormal_(tensor: Tensor, options: XavierOptions = {}): Tensor {
  return normal_(tensor, 0, xavierStd(tensor, options.gain ?? 1), options);
}

/**
 * Fills a weight in place with uniform draws of the same std as `xavierNormal_`: from [-bound, bound) with
 * bound = sqrt(3) * std, as `torch.nn.init.xavier_uniform_`.
 * @param tensor of at least two dimensions
 * @returns the tensor itself
 * @throws TensorError for fewer dimensions
 */
export function xavierUniform_(tensor: Tensor, options: XavierOptions = {}): Tensor {
  const bound = Math.sqrt(3) * xavierStd(tensor, options.gain ?? 1);
  return uniform_(tensor, -bound, bound, options);
}
