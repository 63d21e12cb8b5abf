/** Checks of what a network's initialization does on real data, each against what its own earlier layers predict. */
import type { Check, CheckContext } from '../grading/check.js';
import { format, formatLoss, formatShare } from '../grading/format.js';
import { bernsteinBand, normalBand, quadraticFormBand, rootBand, within } from '../grading/tolerance.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import { GeneratorSeed } from '../guest/contract/value.js';
import { predictLoss } from '../reference/predict/loss.js';
import { varianceOfProjections } from '../reference/predict/quadratic-form.js';
import { scaledRows } from '../reference/predict/rows.js';
import { predictSaturation } from '../reference/predict/saturation.js';
import { type Batch, batchAfter } from './batch.js';
import { askParameters, drawnBy, type Initializer, stdOf } from './initializer.js';
import { sizesFor } from './sizes.js';
import { describeStart, measureStart, type NetworkStart } from './start.js';

/** Where a check stands in its exercise. */
export interface Place {
  readonly points: number;
  readonly dependsOn: readonly string[];
}

interface Measured {
  readonly start: NetworkStart;
  readonly batch: Batch;
  readonly sigmaHidden: number;
  readonly sigmaHiddenBias: number;
  readonly sigmaOutput: number;
}

async function measure(
  initializer: Initializer,
  subject: Subject,
  { seed, examples }: CheckContext,
): Promise<Measured> {
  const config = sizesFor(examples);
  const parameters = await askParameters(subject, initializer, config, new GeneratorSeed(seed));
  const batch = batchAfter(seed, config, drawnBy(initializer), examples);
  const { W1, b1, W2 } = initializer.starts;
  return {
    start: await measureStart(parameters, batch),
    batch,
    sigmaHidden: stdOf(W1, config),
    sigmaHiddenBias: stdOf(b1, config),
    sigmaOutput: stdOf(W2, config),
  };
}

/** The loss before training lies as close to ln V as this network's h and the std of W2 allow. */
export function lossCheck(initializer: Initializer, place: Place): Check {
  return {
    id: `${initializer.exercise}/initial-loss`,
    asks: 'The network starts with a loss near ln(vocabSize)',
    ...place,
    run: async (subject, context) => judgeLoss(await measure(initializer, subject, context), context),
  };
}

function judgeLoss({ start, batch, sigmaOutput }: Measured, { examples }: CheckContext): Pass | Fail {
  const h = start.hidden.output;
  // Three statements hold together: every logit within reach, the linear term, the remainder's quadratic form.
  const reach = normalBand(0, 1, 3 * h.rows * examples.vocabSize).high;
  const { base, expected, linearStd, remainder } = predictLoss(h, batch.Y, examples.vocabSize, sigmaOutput, reach);
  const linear = normalBand(0, linearStd, 3);
  const bend = quadraticFormBand(remainder.trace, remainder.frobenius, remainder.largest, 3);
  const low = base + linear.low;
  const high = base + linear.high + bend.high;
  const chance = `ln ${examples.vocabSize} = ${formatLoss(base)}`;
  const band = `${formatLoss(low)} to ${formatLoss(high)}`;
  const finding = {
    measured: `loss ${formatLoss(start.loss)}`,
    expected: `${formatLoss(expected)} (${chance}, plus what logits of std ${format(start.logitsStd)} add), accepted ${band}`,
    ratio: start.loss / base,
    error: Math.abs(start.loss - expected),
    notes: [batch.note],
  };
  if (start.loss >= low && start.loss <= high) return { status: 'pass', ...finding };
  return {
    status: 'fail',
    ...finding,
    rationale:
      `The loss before training is ${formatLoss(start.loss)}, where W2 of std ${format(sigmaOutput)} on these activations gives ${band}: ` +
      `a network that prefers nothing starts at ${chance}. Its logits have std ${format(start.logitsStd)}.`,
    next: 'Look at the logits: they should all be close to 0. What makes them large, W2 or b2?',
  };
}

/** The spread of the logits follows from h and the std of W2. */
export function logitsCheck(initializer: Initializer, place: Place): Check {
  return {
    id: `${initializer.exercise}/logits-are-small`,
    asks: 'The logits are as small as the scale of W2 makes them',
    ...place,
    run: async (subject, context) => judgeLogits(await measure(initializer, subject, context), context),
  };
}

function judgeLogits({ start, batch, sigmaOutput }: Measured, { examples }: CheckContext): Pass | Fail {
  const form = varianceOfProjections(scaledRows(start.hidden.output, sigmaOutput), examples.vocabSize);
  const band = rootBand(quadraticFormBand(form.trace, form.frobenius, form.largest));
  const finding = {
    measured: start.logitsStd,
    expected: `${format(band.expected)} from h and W2's std of ${format(sigmaOutput)}, accepted ${format(band.low)} to ${format(band.high)}`,
    ratio: start.logitsStd / band.expected,
    notes: [batch.note],
  };
  if (within(band, start.logitsStd)) return { status: 'pass', ...finding };
  return {
    status: 'fail',
    ...finding,
    rationale:
      `The logits have std ${format(start.logitsStd)}, where h @ W2 with W2 of std ${format(sigmaOutput)} gives about ${format(band.expected)} ` +
      `(${format(band.low)} to ${format(band.high)}). ${describeStart(start, examples)}`,
    next: 'Compare W2 and b2 with what the exercise asks: logits = h @ W2 + b2.',
  };
}

/** How much of the tanh layer saturates, and how wide its pre-activations are, follow from C and the std of W1. */
export function saturationCheck(initializer: Initializer, place: Place): Check {
  return {
    id: `${initializer.exercise}/saturation`,
    asks: 'The tanh layer saturates as little as the scale of W1 predicts',
    ...place,
    run: async (subject, context) => judgeSaturation(await measure(initializer, subject, context), context),
  };
}

function judgeSaturation(measured: Measured, { examples }: CheckContext): Pass | Fail {
  const { start, batch, sigmaHidden, sigmaHiddenBias } = measured;
  const rows = scaledRows(start.hidden.input, sigmaHidden, sigmaHiddenBias);
  const units = start.hidden.output.cols;
  const share = predictSaturation(rows);
  const form = varianceOfProjections(rows, units);
  const shares = bernsteinBand(share.mean, share.variance, units, 2);
  const spreads = rootBand(quadraticFormBand(form.trace, form.frobenius, form.largest, 2));
  const finding = {
    measured: `${formatShare(start.saturated)} saturated, pre-activation std ${format(start.preactivationStd)}`,
    expected:
      `${formatShare(shares.expected)} and std ${format(spreads.expected)} for this C and W1 of std ${format(sigmaHidden)} ` +
      `(accepted ${formatShare(shares.low)} to ${formatShare(shares.high)}, ${format(spreads.low)} to ${format(spreads.high)})`,
    notes: [`Loss on this batch: ${formatLoss(start.loss)}`, batch.note],
    plots: [histogramOf(start)],
  };
  if (within(shares, start.saturated) && within(spreads, start.preactivationStd)) return { status: 'pass', ...finding };
  return {
    status: 'fail',
    ...finding,
    ratio: start.preactivationStd / spreads.expected,
    rationale:
      `${formatShare(start.saturated)} of the tanh units are saturated and the pre-activations have std ${format(start.preactivationStd)}, where this C ` +
      `with W1 of std ${format(sigmaHidden)} gives about ${formatShare(shares.expected)} and ${format(spreads.expected)}. ${describeStart(start, examples)}`,
    next: 'hPreact = embcat @ W1 + b1: compare both with what the exercise asks. A saturated tanh passes almost no gradient back.',
  };
}

function histogramOf(start: NetworkStart): NonNullable<Pass['plots']>[number] {
  const bins = 40;
  const counts = new Array<number>(bins).fill(0);
  for (const value of start.hidden.output.data) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((value + 1) / 2) * bins)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return {
    kind: 'histogram',
    title: 'Hidden activations h = tanh(hPreact) on the batch',
    x: { label: 'h', values: counts.map((_, bin) => -1 + (2 * (bin + 0.5)) / bins) },
    y: { label: 'share of all activations' },
    series: [{ name: 'h', values: counts.map((count) => count / start.hidden.output.data.length) }],
  };
}
