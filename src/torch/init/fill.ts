import { generatorOf, type DrawOptions } from '../draw-options.js';
import { formatShape, TensorError } from '../errors.js';
import type { Tensor } from '../tensor.js';

/**
 * Fills a tensor in place with draws from N(mean, std^2), as `torch.nn.init.normal_`. No initialization is recorded for
 * `backward`, so a tensor that requires a gradient may be filled.
 * @param std at least 0
 * @returns the tensor itself
 * @throws RangeError when std is negative
 */
export function normal_(tensor: Tensor, mean = 0, std = 1, options: DrawOptions = {}): Tensor {
  generatorOf('normal_', options).normalFill(tensor.data, mean, std);
  return tensor;
}

/**
 * Fills a tensor in place with draws from the uniform distribution over [a, b), as `torch.nn.init.uniform_`.
 * @returns the tensor itself
 * @throws RangeError when a > b
 */
export function uniform_(tensor: Tensor, a = 0, b = 1, options: DrawOptions = {}): Tensor {
  generatorOf('uniform_', options).uniformFill(tensor.data, a, b);
  return tensor;
}

/** Fills a tensor in place with one value, as `torch.nn.init.constant_`, and returns it. */
export function constant_(tensor: Tensor, value: number): Tensor {
  tensor.data.fill(value);
  return tensor;
}

/** Fills a tensor in place with zeros, as `torch.nn.init.zeros_`, and returns it. */
export function zeros_(tensor: Tensor): Tensor {
  return constant_(tensor, 0);
}

/** Fills a tensor in place with ones, as `torch.nn.init.ones_`, and returns it. */
export function ones_(tensor: Tensor): Tensor {
  return constant_(tensor, 1);
}

/**
 * Makes a matrix the identity in place, as `torch.nn.init.eye_`: 1 where row and column agree, 0 elsewhere.
 * @param tensor of two dimensions; where they differ, as much of the identity as fits
 * @returns the tensor itself
 * @throws TensorError for another number of dimensions
 */
export function eye_(tensor: Tensor): Tensor {
  const [rows, columns, ...rest] = tensor.shape;
  if (rows === undefined || columns === undefined || rest.length > 0) {
    throw new TensorError(
      `eye_: expected 2 dimensions, got shape ${formatShape(tensor.shape)}; an identity is a matrix`,
    );
  }
  tensor.data.fill(0);
  for (let i = 0; i < Math.min(rows, columns); i++) tensor.data[i * columns + i] = 1;
  return tensor;
}
