/** The reference on a backend of gpu.js: everything it can compute there, whatever its size. */
import type { Reference } from '../contract.js';
import { backwardOn, linearBackwardOn, lossBackwardOn, throughNorm } from './backward.js';
import { lossOn } from './cross-entropy.js';
import type { Engine } from './engine.js';
import { activateOn, embedOn, forwardOn, linearOn, normalizeOn, toNormalized, toTrace } from './forward.js';
import { toMatrix, toPanel } from './panel.js';
import { statisticsOn } from './statistics.js';

/** A reference whose numbers are the engine's: float32, with float64 for the last stage of sums. */
export function gpuReference(engine: Engine): Reference {
  return {
    backend: engine.backend,
    forward: async (network, X) => toTrace(await forwardOn(engine, network, X)),
    loss: async (logits, Y) => (await lossOn(engine, toPanel(logits), Y)).mean,
    backward: (network, X, Y) => backwardOn(engine, network, X, Y),
    statistics: (values, threshold) => statisticsOn(engine, toPanel(values), threshold),
    embed: async (C, X) => toMatrix(await embedOn(engine, C, X)),
    linear: async (x, weight, bias) => toMatrix(await linearOn(engine, toPanel(x), weight, bias)),
    linearBackward: async (x, weight, gradient) => {
      const back = await linearBackwardOn(engine, toPanel(x), weight, toPanel(gradient));
      return { ...back, x: toMatrix(back.x) };
    },
    batchNorm: async (x, rule) => toNormalized(await normalizeOn(engine, toPanel(x), rule)),
    batchNormBackward: async (x, rule, gradient) => {
      const panel = toPanel(x);
      const normalized = await normalizeOn(engine, panel, rule);
      const back = await throughNorm(engine, panel, rule, normalized, toPanel(gradient));
      return { ...back, x: toMatrix(back.x) };
    },
    activate: async (activation, x) => toMatrix(await activateOn(engine, activation, toPanel(x))),
    lossBackward: async (logits, Y) => {
      const panel = toPanel(logits);
      return toMatrix(await lossBackwardOn(engine, panel, await lossOn(engine, panel, Y), Y));
    },
  };
}
