/** What an exercise imports as '#torch': the part of PyTorch that the tutorial uses, with PyTorch's names and numbers. */
export { noGrad } from './autograd/grad-mode.js';
export type { Finding, HealthStats, Layer, NetworkConfig, Parameters, ParametersBN } from './course-types.js';
export {
  arange,
  cat,
  type CreationOptions,
  eye,
  full,
  linspace,
  ones,
  onesLike,
  stack,
  tensor,
  zeros,
  zerosLike,
} from './creation.js';
export { NotImplementedError, TensorError } from './errors.js';
export * as F from './functional.js';
export { defaultGenerator, Generator, manualSeed } from './generator.js';
export * as init from './init/index.js';
export {
  type MultinomialOptions,
  multinomial,
  normal,
  rand,
  randint,
  randn,
  type RandomOptions,
  randperm,
} from './random.js';
export { type IndexList, type NestedArray, type Operand, Tensor } from './tensor.js';
