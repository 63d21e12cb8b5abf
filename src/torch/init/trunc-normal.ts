import type { DrawOptions } from '../draw-options.js';
import { erfinv, normalCdf } from '../erf.js';
import type { Tensor } from '../tensor.js';
import { uniform_ } from './fill.js';

/** Which normal distribution, and where it is cut off. */
export interface TruncNormalOptions extends DrawOptions {
  /** 0 by default. */
  readonly mean?: number;
  /** Of the normal distribution before the cut, above 0; 1 by default. */
  readonly std?: number;
  /** The smallest value, -2 by default: in the unit of the weights, not in standard deviations. */
  readonly a?: number;
  /** The largest value, 2 by default. */
  readonly b?: number;
}

/**
 * Fills a tensor in place with draws from N(mean, std^2) cut off to [a, b], as `torch.nn.init.trunc_normal_`: uniforms
 * between the shares of the normal distribution below a and below b, put through its inverse.
 * @returns the tensor itself
 * @throws RangeError when std is not above 0 or a is not below b
 */
export function truncNormal_(tensor: Tensor, options: TruncNormalOptions = {}): Tensor {
  const { mean = 0, std = 1, a = -2, b = 2 } = options;
  if (!(std > 0 && a < b)) {
    throw new RangeError(
      `truncNormal_: expected std > 0 and a < b, got std ${std} and [${a}, ${b}]; check their order`,
    );
  }
  const below = normalCdf((a - mean) / std);
  const upTo = normalCdf((b - mean) / std);
  uniform_(tensor, 2 * below - 1, 2 * upTo - 1, options);
  const { data } = tensor;
  for (let i = 0; i < data.length; i++) {
    const value = mean + std * Math.SQRT2 * erfinv(data[i]!);
    data[i] = Math.min(Math.max(value, a), b);
  }
  return tensor;
}
