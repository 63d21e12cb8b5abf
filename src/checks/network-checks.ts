/** What an initialization does on real data, each figure against what the layers before it predict. */
import type { Check } from '../grading/check.js';
import { format, formatLoss, formatShare } from '../grading/format.js';
import type { Fail } from '../grading/verdict.js';
import { bernsteinBand, lossBand, quadraticFormBand, rootBand } from '../grading/tolerance.js';
import { predictLoss } from '../reference/predict/loss.js';
import { varianceOfProjections } from '../reference/predict/quadratic-form.js';
import { scaledRows } from '../reference/predict/rows.js';
import { predictSaturation } from '../reference/predict/saturation.js';
import type { Initializer } from './initializer.js';
import { firstFailure, judgeBand } from './judge.js';
import { measureNetwork } from './measured-network.js';
import { histogram } from './plots.js';

/** How many standard deviations the loss prediction lets a single logit go: 864 logits stay below with all but 4e-8. */
const LOGIT_REACH = 6.5;

/** Where a check stands in its exercise. */
interface Place {
  readonly points: number;
  readonly dependsOn: readonly string[];
}

/** The loss before training lies as close to ln V as this network's h and the std of W2 allow. */
export function lossCheck(initializer: Initializer, place: Place): Check {
  return {
    id: `${initializer.exercise}/initial-loss`,
    asks: 'The network starts with a loss near ln(vocabSize)',
    ...place,
    run: async (subject, context) => {
      const { hidden, batch, loss, logitsStd, stds } = await measureNetwork(initializer, subject, context);
      const { vocabSize } = context.examples;
      if (!Number.isFinite(loss)) return lossNotFinite(loss, vocabSize, batch.notes);
      const std = stds.W2;
      const prediction = predictLoss(hidden.output, batch.Y, vocabSize, std, LOGIT_REACH);
      // The judge's own arithmetic: a mean over the examples of sums over the characters, in float64.
      const rounding = (batch.Y.length + vocabSize + 8) * Number.EPSILON * prediction.base;
      const exact = lossBand(prediction);
      const band = { ...exact, low: exact.low - rounding, high: exact.high + rounding };
      const chance = `ln ${vocabSize} = ${formatLoss(prediction.base)}`;
      const outcome = judgeBand({
        what: 'The loss before training',
        measured: loss,
        band,
        reference: `${chance} and what logits of W2's std ${format(std)} add to it`,
        consequence: `The logits have std ${format(logitsStd)}: the network prefers some characters before it has seen a name.`,
        next: 'Look at the logits: they should all be close to 0. What makes them large, W2 or b2?',
      });
      return {
        ...outcome,
        measured: `loss ${formatLoss(loss)}`,
        expected: `${formatLoss(band.low)} to ${formatLoss(band.high)}, around ${chance}`,
        notes: batch.notes,
      };
    },
  };
}

function lossNotFinite(loss: number, vocabSize: number, notes: readonly string[]): Fail {
  return {
    status: 'fail',
    rationale: `The loss before training is ${format(loss)}: one weight that is NaN or Infinity reaches every logit. No gradient leads back from there.`,
    measured: format(loss),
    expected: `about ln ${vocabSize} = ${formatLoss(Math.log(vocabSize))}`,
    next: 'Look for the parameter that holds NaN or Infinity, and print the factor that it was multiplied by.',
    notes,
  };
}

/** The spread of the logits follows from h and the std of W2. */
export function logitsCheck(initializer: Initializer, place: Place): Check {
  return {
    id: `${initializer.exercise}/logits-are-small`,
    asks: 'The logits are as small as the scale of W2 makes them',
    ...place,
    run: async (subject, context) => {
      const network = await measureNetwork(initializer, subject, context);
      const std = network.stds.W2;
      const form = varianceOfProjections(scaledRows(network.hidden.output, std), context.examples.vocabSize);
      const outcome = judgeBand({
        what: 'The standard deviation of the logits',
        measured: network.logitsStd,
        band: rootBand(quadraticFormBand(form.trace, form.frobenius, form.largest)),
        reference: `what your h and W2 of std ${format(std)} give`,
        consequence:
          'W2 has the right scale, so what is left is b2, which is added to every logit, or draws that are not independent of each other.',
        next: 'Set b2 to zero. Where it is, draw every element of W2 by itself, in one randn of its full shape.',
      });
      return { ...outcome, notes: network.batch.notes };
    },
  };
}

/** How much of the tanh layer saturates, and how wide its pre-activations are, follow from C and the std of W1 and b1. */
export function saturationCheck(initializer: Initializer, place: Place): Check {
  return {
    id: `${initializer.exercise}/saturation`,
    asks: 'The pre-activations spread, and the tanh layer saturates, as the scale of W1 predicts',
    ...place,
    run: async (subject, context) => {
      const network = await measureNetwork(initializer, subject, context);
      const { hidden, preactivationStd, saturated } = network;
      const { W1, b1 } = network.stds;
      const units = hidden.output.cols;
      const rows = scaledRows(hidden.input, W1, b1);
      const form = varianceOfProjections(rows, units);
      const share = predictSaturation(rows);
      const reference = `what your C and W1 of std ${format(W1)} give`;
      const advice = {
        reference,
        consequence:
          'W1 has the right scale, so its elements are no independent draws: they follow each other, or the other parameters.',
        next: 'Draw every element of W1 by itself, in one randn of its full shape.',
      };
      const outcome = firstFailure([
        judgeBand({
          what: 'The standard deviation of the pre-activations',
          measured: preactivationStd,
          band: rootBand(quadraticFormBand(form.trace, form.frobenius, form.largest, 2)),
          ...advice,
        }),
        judgeBand({
          what: 'The share of saturated activations',
          measured: saturated,
          band: bernsteinBand(share.mean, share.variance, units, 2),
          ...advice,
        }),
      ]);
      return {
        ...outcome,
        ...(outcome.status === 'pass'
          ? {
              measured: `${formatShare(saturated)} saturated, pre-activation std ${format(preactivationStd)}, loss ${formatLoss(network.loss)}`,
              expected: `${formatShare(share.mean)} saturated, pre-activation std ${format(Math.sqrt(form.trace))}: ${reference}`,
            }
          : {}),
        notes: network.batch.notes,
        plots: [histogram('h on the batch', 'h = tanh(hPreact)', 1.0001, [{ name: 'h', values: hidden.output.data }])],
      };
    },
  };
}
