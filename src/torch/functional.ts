/** The functions of `torch.nn.functional` that the course uses, as `F`. */
import { noGrad } from './autograd/grad-mode.js';
import { normalizeBy, normalizeByBatch } from './batch-norm.js';
import { describe, formatShape, TensorError } from './errors.js';
import * as ops from './ops/index.js';
import { apply, isTensor, Tensor, tensorOf } from './tensor.js';

/** How `crossEntropy` reduces the losses of the rows. */
export interface CrossEntropyOptions {
  /** 'mean' by default. */
  readonly reduction?: ops.LossReduction;
}

/**
 * The cross-entropy -ln softmax(logits)[target], in nats, averaged over the rows; stable for any finite logits.
 * @param logits of shape [rows, classes]
 * @param targets the right class of each row, from 0 to classes - 1
 * @returns a 0-d tensor ([rows] with reduction 'none')
 */
export function crossEntropy(
  logits: Tensor,
  targets: readonly number[] | Tensor,
  options: CrossEntropyOptions = {},
): Tensor {
  const classes = classesOf('crossEntropy', targets);
  const result = ops.crossEntropy(tensorOf('crossEntropy', logits), classes, options.reduction ?? 'mean');
  return apply('crossEntropy', [logits], result);
}

/**
 * Rows of zeros with a 1 at the class: oneHot([1], 3) is [[0, 1, 0]].
 * @param numClasses the width; one more than the largest class by default
 */
export function oneHot(classes: readonly number[] | Tensor, numClasses?: number): Tensor {
  const { shape, values } = isTensor(classes)
    ? { shape: classes.shape, values: Array.from(classes.data) }
    : ops.flatten('oneHot', classes);
  const width = numClasses ?? Math.max(-1, ...values) + 1;
  const y = new Float32Array(values.length * width);
  for (const [row, value] of values.entries()) {
    if (value < 0) throw new TensorError(`oneHot: expected classes from 0 to ${width - 1}, got ${value}`);
    y[row * width + ops.checkIndex('oneHot', value, [width], 0)] = 1;
  }
  return new Tensor(y, [...shape, width]);
}

/** x @ weight^T + bias: PyTorch's layout, weight is [out, in]; (N, in) -> (N, out). */
export function linear(x: Tensor, weight: Tensor, bias: Tensor | null = null): Tensor {
  const y = tensorOf('linear', x).matmul(tensorOf('linear', weight).t()); // (N, in) @ (in, out) -> (N, out)
  return bias === null ? y : y.add(tensorOf('linear', bias));
}

/** Options of `batchNorm`. */
export interface BatchNormOptions {
  /** gamma, one number per feature; ones by default. */
  readonly weight?: Tensor | null;
  /** beta, one number per feature; zeros by default. */
  readonly bias?: Tensor | null;
  /** Normalize by the batch's statistics and update the running ones; false by default, as in PyTorch. */
  readonly training?: boolean;
  /** The weight of the new batch in the running statistics; 0.1 by default. */
  readonly momentum?: number;
  /** Added to the variance inside the root; 1e-5 by default. */
  readonly eps?: number;
}

/**
 * Batch normalization per feature: gamma (x - mean) / sqrt(variance + eps) + beta. In training the statistics are the
 * batch's (biased variance), and the running ones move toward them in place (with the unbiased variance):
 * running = (1 - momentum) running + momentum batch. Otherwise the running ones are used.
 * @param x of shape [rows, features]
 * @param runningMean of [features], or null to keep none
 * @param runningVar of [features], or null to keep none
 */
export function batchNorm(
  x: Tensor,
  runningMean: Tensor | null,
  runningVar: Tensor | null,
  options: BatchNormOptions = {},
): Tensor {
  const [rows, features] = ops.matrixOf(tensorOf('batchNorm', x));
  const gamma = options.weight ?? new Tensor(new Float32Array(features).fill(1), [features]);
  const beta = options.bias ?? new Tensor(new Float32Array(features), [features]);
  const isBatch = options.training === true || runningMean === null || runningVar === null;
  for (const [name, value] of Object.entries({ weight: gamma, bias: beta, runningMean, runningVar })) {
    if (value !== null && tensorOf(`batchNorm (${name})`, value).numel() !== features) {
      throw new TensorError(
        `batchNorm: x ${formatShape(x.shape)} has ${features} features, ${name} is ${formatShape(value.shape)}`,
      );
    }
  }
  const eps = options.eps ?? 1e-5;
  if (!isBatch) {
    const fixed = { means: Float64Array.from(runningMean.data), variances: Float64Array.from(runningVar.data) };
    return normalizeBy(x, gamma, beta, fixed, { eps });
  }
  const { y, means, variances } = normalizeByBatch(x, gamma, beta, { eps, correction: 0 });
  if (options.training === true) {
    const momentum = options.momentum ?? 0.1;
    const move = (running: Tensor | null, batch: Float64Array): void => {
      running?.copy_(running.mul(1 - momentum).add(new Tensor(new Float32Array(batch), running.shape).mul(momentum)));
    };
    noGrad(() => {
      move(runningMean, means);
      move(
        runningVar,
        variances.map((variance) => (variance * rows) / (rows - 1)),
      );
    });
  }
  return y;
}

/** e^x / sum e^x along a dimension. */
export function softmax(x: Tensor, dim = -1): Tensor {
  return tensorOf('softmax', x).softmax(dim);
}

/** ln softmax(x) along a dimension. */
export function logSoftmax(x: Tensor, dim = -1): Tensor {
  return tensorOf('logSoftmax', x).logSoftmax(dim);
}

/** The hyperbolic tangent. */
export function tanh(x: Tensor): Tensor {
  return tensorOf('tanh', x).tanh();
}

/** max(0, x). */
export function relu(x: Tensor): Tensor {
  return tensorOf('relu', x).relu();
}

/** 1 / (1 + e^-x). */
export function sigmoid(x: Tensor): Tensor {
  return tensorOf('sigmoid', x).sigmoid();
}

/** x where positive, else negativeSlope * x. */
export function leakyRelu(x: Tensor, negativeSlope = 0.01): Tensor {
  return tensorOf('leakyRelu', x).leakyRelu(negativeSlope);
}

/** x Phi(x), or its approximation by tanh. */
export function gelu(x: Tensor, approximate: 'none' | 'tanh' = 'none'): Tensor {
  return tensorOf('gelu', x).gelu(approximate);
}

/** x where positive, else alpha (e^x - 1). */
export function elu(x: Tensor, alpha = 1): Tensor {
  return tensorOf('elu', x).elu(alpha);
}

/** The elu that keeps mean 0 and variance 1. */
export function selu(x: Tensor): Tensor {
  return tensorOf('selu', x).selu();
}

/** x / (1 + e^-x). */
export function silu(x: Tensor): Tensor {
  return tensorOf('silu', x).silu();
}

/** ln(1 + e^x). */
export function softplus(x: Tensor): Tensor {
  return tensorOf('softplus', x).softplus();
}

function classesOf(operation: string, targets: unknown): ArrayLike<number> {
  if (isTensor(targets)) return targets.data;
  if (Array.isArray(targets)) return ops.flatten(operation, targets).values;
  throw new TensorError(`${operation}: expected targets as number[] or a tensor, got ${describe(targets)}`);
}
