/** The reference in plain float64 TypeScript: the path of all small work, and what every backend is measured against. */
import { backward } from './backward.js';
import { crossEntropy } from './cross-entropy.js';
import { forward } from './forward.js';
import type { Reference } from './contract.js';
import { statistics } from './statistics.js';

/** A mistake in the arguments rejects, as on any other backend. */
export const float64: Reference = {
  backend: 'float64',
  forward: (network, X) => settle(() => forward(network, X)),
  loss: (logits, Y) => settle(() => crossEntropy(logits, Y)),
  backward: (network, X, Y) => settle(() => backward(network, X, Y)),
  statistics: (values, threshold) => settle(() => statistics(values, threshold)),
};

function settle<T>(compute: () => T): Promise<T> {
  return new Promise((resolve) => resolve(compute()));
}
