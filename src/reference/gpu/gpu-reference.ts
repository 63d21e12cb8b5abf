/** The reference on a backend of gpu.js: everything it can compute there, whatever its size. */
import type { Reference } from '../contract.js';
import { backwardOn } from './backward.js';
import { lossOn } from './cross-entropy.js';
import type { Engine } from './engine.js';
import { forwardOn, toTrace } from './forward.js';
import { toPanel } from './panel.js';
import { statisticsOn } from './statistics.js';

/** A reference whose numbers are the engine's: float32, with float64 for the last stage of sums. */
export function gpuReference(engine: Engine): Reference {
  return {
    backend: engine.backend,
    forward: async (network, X) => toTrace(await forwardOn(engine, network, X)),
    loss: async (logits, Y) => (await lossOn(engine, toPanel(logits), Y)).mean,
    backward: (network, X, Y) => backwardOn(engine, network, X, Y),
    statistics: (values, threshold) => statisticsOn(engine, toPanel(values), threshold),
  };
}
