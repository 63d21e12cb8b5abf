import { generatorOf, type DrawOptions } from './draw-options.js';
import { describe, formatShape, TensorError } from './errors.js';
import type { Generator } from './generator.js';
import { allocate } from './memory.js';
import { Tensor } from './tensor.js';

/** Where the numbers of a random tensor come from, and whether it is to be trained. */
export interface RandomOptions extends DrawOptions {
  /** Whether operations on the tensor are recorded for `backward`; false by default. */
  readonly requiresGrad?: boolean;
}

/** From here on float32 skips whole numbers. PyTorch's integer tensors hold more; these are float32. */
const LARGEST_WHOLE = 2 ** 24;

/**
 * A tensor of normal draws, N(0, 1), as `torch.randn`.
 * @param shape the sizes of its dimensions, each a whole number of at least 0; [] for a single number
 */
export function randn(shape: readonly number[], options: RandomOptions = {}): Tensor {
  return fillNew('randn', shape, options, (data, generator) => generator.normalFill(data));
}

/**
 * A tensor of uniform draws in [0, 1), as `torch.rand`.
 * @param shape the sizes of its dimensions
 */
export function rand(shape: readonly number[], options: RandomOptions = {}): Tensor {
  return fillNew('rand', shape, options, (data, generator) => generator.uniformFill(data));
}

/**
 * A tensor of normal draws, N(mean, std^2), as `torch.normal(mean, std, size)`.
 * @param std at least 0
 * @param shape the sizes of its dimensions
 * @throws RangeError when std is negative
 */
export function normal(mean: number, std: number, shape: readonly number[], options: RandomOptions = {}): Tensor {
  return fillNew('normal', shape, options, (data, generator) => generator.normalFill(data, mean, std));
}

/**
 * A tensor of whole numbers in [low, high), each equally likely, as `torch.randint`.
 * @param low the smallest, at least -2^24 (beyond that float32 cannot hold every whole number)
 * @param high one more than the largest, at most 2^24 + 1
 * @param shape the sizes of its dimensions
 * @throws RangeError when the bounds are not whole, in the wrong order or too large
 */
export function randint(low: number, high: number, shape: readonly number[], options: RandomOptions = {}): Tensor {
  if (low < -LARGEST_WHOLE || high > LARGEST_WHOLE + 1) {
    throw new RangeError(
      `randint: expected bounds within ±2^24, which float32 holds exactly, got [${low}, ${high}); draw larger ones with generator.randint`,
    );
  }
  return fillNew('randint', shape, options, (data, generator) => {
    for (let i = 0; i < data.length; i++) data[i] = generator.randint(low, high);
  });
}

/**
 * The whole numbers 0 to n - 1 in random order, as `torch.randperm`.
 * @param n how many, from 0 to 2^24
 * @returns a tensor of shape [n]
 * @throws RangeError when n is not such a number
 */
export function randperm(n: number, options: RandomOptions = {}): Tensor {
  if (n > LARGEST_WHOLE) {
    throw new RangeError(`randperm: expected at most 2^24, got ${n}; order more with generator.permutation`);
  }
  const order = generatorOf('randperm', options).permutation(n);
  return new Tensor(Float32Array.from(order), [n], { requiresGrad: options.requiresGrad ?? false });
}

/** How `multinomial` draws. */
export interface MultinomialOptions extends DrawOptions {
  /** Whether an index may be drawn twice; false by default. */
  readonly replacement?: boolean;
}

/**
 * Draws indices in proportion to the weights of each row, as `torch.multinomial`.
 * @param weights of shape [k], or [rows, k] for one distribution a row; at least 0 and not all 0 (they need not sum to 1)
 * @param count how many indices a row
 * @returns indices, of shape [count] or [rows, count]
 * @throws TensorError for another shape; RangeError for weights that are no distribution, or too many draws
 */
export function multinomial(weights: Tensor, count: number, options: MultinomialOptions = {}): Tensor {
  const { shape, data } = weights;
  const classes = shape.at(-1);
  if (classes === undefined || shape.length > 2) {
    throw new TensorError(
      `multinomial: expected weights of shape [k] or [rows, k], got a tensor of shape ${formatShape(shape)}; reshape it`,
    );
  }
  const generator = generatorOf('multinomial', options);
  const drawn: number[] = [];
  for (let start = 0; start < data.length; start += classes) {
    drawn.push(...generator.multinomial(data.subarray(start, start + classes), count, options.replacement ?? false));
  }
  return new Tensor(Float32Array.from(drawn), [...shape.slice(0, -1), count]);
}

function fillNew(
  operation: string,
  shape: readonly number[],
  options: RandomOptions,
  fill: (data: Float32Array, generator: Generator) => void,
): Tensor {
  // The types promise an array; a student's `randn(200)` is the usual slip.
  const given: unknown = shape;
  if (!Array.isArray(given) || !shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw new TensorError(
      `${operation}: expected a shape such as [30, 200], got ${describe(given)}; put the sizes in an array`,
    );
  }
  const data = allocate(shape.reduce((product, size) => product * size, 1));
  fill(data, generatorOf(operation, options));
  return new Tensor(data, [...shape], { requiresGrad: options.requiresGrad ?? false });
}
