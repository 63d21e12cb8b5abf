/** A reference that computes everything twice, on a backend and in float64, and refuses to go on where the two disagree. */
import type { Reference } from '../contract.js';
import { embed } from '../embedding.js';
import { float64 } from '../float64.js';
import { holdOn } from './hold.js';
import { holdBackward, holdForward, networkInFloat32 } from './network.js';
import {
  holdActivation,
  holdBatchNorm,
  holdBatchNormBackward,
  holdLinear,
  holdLinearBackward,
  holdLoss,
  holdLossBackward,
  holdStatistics,
  ruleInFloat32,
  toFloat32,
} from './operations.js';

/**
 * float64's answers, each given only when the backend has computed the same to within the rounding of float32: a grade is
 * the same whatever is forced, and a backend that computes something else is found by the first check that it spoils.
 *
 * @param on - the backend
 */
export function heldReference(on: Reference): Reference {
  const hold = holdOn(on.backend);
  return {
    backend: on.backend,
    // Float64 first in all of them: a mistake in the arguments is told as it always is.
    forward: async (network, X) => {
      const answer = await float64.forward(network, X);
      holdForward(hold, await on.forward(network, X), networkInFloat32(network), X);
      return answer;
    },
    loss: async (logits, Y) => {
      const answer = await float64.loss(logits, Y);
      holdLoss(hold, await on.loss(logits, Y), toFloat32(logits), Y);
      return answer;
    },
    backward: async (network, X, Y) => {
      const answer = await float64.backward(network, X, Y);
      holdBackward(hold, await on.backward(network, X, Y), networkInFloat32(network), X, Y);
      return answer;
    },
    statistics: async (values, threshold) => {
      const answer = await float64.statistics(values, threshold);
      holdStatistics(hold, await on.statistics(values, threshold), toFloat32(values), threshold);
      return answer;
    },
    embed: async (C, X) => {
      const answer = await float64.embed(C, X);
      hold('embed', (await on.embed(C, X)).data, embed(toFloat32(C), X).data, 0);
      return answer;
    },
    linear: async (x, weight, bias) => {
      const answer = await float64.linear(x, weight, bias);
      const given = { x: toFloat32(x), weight: toFloat32(weight), bias: bias && toFloat32(bias) };
      holdLinear(hold, 'linear', await on.linear(x, weight, bias), given);
      return answer;
    },
    linearBackward: async (x, weight, gradient) => {
      const answer = await float64.linearBackward(x, weight, gradient);
      const given = { x: toFloat32(x), weight: toFloat32(weight), gradient: toFloat32(gradient) };
      holdLinearBackward(hold, await on.linearBackward(x, weight, gradient), given);
      return answer;
    },
    batchNorm: async (x, rule) => {
      const answer = await float64.batchNorm(x, rule);
      holdBatchNorm(hold, 'batchNorm', await on.batchNorm(x, rule), toFloat32(x), ruleInFloat32(rule));
      return answer;
    },
    batchNormBackward: async (x, rule, gradient) => {
      const answer = await float64.batchNormBackward(x, rule, gradient);
      const given = { x: toFloat32(x), rule: ruleInFloat32(rule), gradient: toFloat32(gradient) };
      holdBatchNormBackward(hold, await on.batchNormBackward(x, rule, gradient), given);
      return answer;
    },
    activate: async (activation, x) => {
      const answer = await float64.activate(activation, x);
      holdActivation(hold, activation, await on.activate(activation, x), activation, toFloat32(x));
      return answer;
    },
    lossBackward: async (logits, Y) => {
      const answer = await float64.lossBackward(logits, Y);
      holdLossBackward(hold, 'lossBackward', await on.lossBackward(logits, Y), toFloat32(logits), Y);
      return answer;
    },
  };
}
