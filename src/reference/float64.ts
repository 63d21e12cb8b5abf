/** The reference in plain float64 TypeScript: the path of all small work, and what every backend is measured against. */
import { activations } from './activations.js';
import { backward } from './backward.js';
import { batchNorm, batchNormBackward } from './batch-norm.js';
import type { Reference } from './contract.js';
import { crossEntropy, crossEntropyBackward } from './cross-entropy.js';
import { embed } from './embedding.js';
import { forward } from './forward.js';
import { linear, linearBackward } from './linear.js';
import { map } from './matrix.js';
import { statistics } from './statistics.js';

/** A mistake in the arguments rejects, as on any other backend. */
export const float64: Reference = {
  backend: 'float64',
  forward: (network, X) => settle(() => forward(network, X)),
  loss: (logits, Y) => settle(() => crossEntropy(logits, Y)),
  backward: (network, X, Y) => settle(() => backward(network, X, Y)),
  statistics: (values, threshold) => settle(() => statistics(values, threshold)),
  embed: (C, X) => settle(() => embed(C, X)),
  linear: (x, weight, bias) => settle(() => linear(x, weight, bias)),
  linearBackward: (x, weight, gradient) => settle(() => linearBackward(x, weight, gradient)),
  batchNorm: (x, rule) => settle(() => batchNorm(x, rule)),
  batchNormBackward: (x, rule, gradient) => settle(() => batchNormBackward(x, rule, batchNorm(x, rule), gradient)),
  activate: (activation, x) => settle(() => map(x, (value) => activations[activation].value(value))),
  lossBackward: (logits, Y) => settle(() => crossEntropyBackward(logits, Y)),
};

function settle<T>(compute: () => T): Promise<T> {
  return new Promise((resolve) => resolve(compute()));
}
