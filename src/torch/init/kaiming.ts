import type { DrawOptions } from '../draw-options.js';
import type { Tensor } from '../tensor.js';
import { calculateFanInAndFanOut } from './fans.js';
import { normal_, uniform_ } from './fill.js';
import { calculateGain, type Nonlinearity } from './gain.js';

/** What a Kaiming initialization keeps at the same size, and for which nonlinearity. */
export interface KaimingOptions extends DrawOptions {
  /** The negative slope of leaky_relu, 0 by default: with the default nonlinearity that is relu. */
  readonly a?: number;
  /**
   * 'fan_in' (default) keeps the size of activations on the way forward, 'fan_out' that of gradients on the way back. Fans
   * are read from PyTorch's layout, [fanOut, fanIn]: for the lecture's x @ W, W as [fanIn, fanOut], ask for 'fan_out'.
   */
  readonly mode?: 'fan_in' | 'fan_out';
  /** What follows the layer, 'leaky_relu' by default; for the lecture's network 'tanh'. */
  readonly nonlinearity?: Nonlinearity;
}

/** gain / sqrt(fan). */
function kaimingStd(tensor: Tensor, options: KaimingOptions): number {
  const { fanIn, fanOut } = calculateFanInAndFanOut(tensor);
  const { a = 0, mode = 'fan_in', nonlinearity = 'leaky_relu' } = options;
  const fan = { fan_in: fanIn, fan_out: fanOut }[mode];
  if (!Number.isInteger(fan)) {
    throw new RangeError(
      `kaiming: expected mode 'fan_in' or 'fan_out', got ${JSON.stringify(mode)}; choose one of the two`,
    );
  }
  return calculateGain(nonlinearity, a) / Math.sqrt(fan);
}

/**
 * Fills a weight in place with N(0, std^2), std = gain / sqrt(fan), as `torch.nn.init.kaiming_normal_`.
 *
 * Source: He, Zhang, Ren and Sun, "Delving deep into rectifiers" (2015).
 * @param tensor of at least two dimensions, in PyTorch's layout [fanOut, fanIn]
 * @returns the tensor itself
 * @throws TensorError for fewer dimensions; RangeError for an unknown mode or nonlinearity
 */
export function kaimingNormal_(tensor: Tensor, options: KaimingOptions = {}): Tensor {
  return normal_(tensor, 0, kaimingStd(tensor, options), options);
}

/**
 * Fills a weight in place with uniform draws of the same std as `kaimingNormal_`: from [-bound, bound) with
 * bound = sqrt(3) * std, as `torch.nn.init.kaiming_uniform_`.
 * @param tensor of at least two dimensions, in PyTorch's layout [fanOut, fanIn]
 * @returns the tensor itself
 * @throws TensorError for fewer dimensions; RangeError for an unknown mode or nonlinearity
 */
export function kaimingUniform_(tensor: Tensor, options: KaimingOptions = {}): Tensor {
  const bound = Math.sqrt(3) * kaimingStd(tensor, options);
  return uniform_(tensor, -bound, bound, options);
}
