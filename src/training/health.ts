/** The health rules, applied to a network while it trains. */
import { diagnose, type Diagnosis } from '../diagnostics/findings.js';
import { measures } from '../diagnostics/measures.js';
import { rules } from '../diagnostics/rules.js';
import type { Finding, HealthStats } from '../torch/course-types.js';
import type { ActivationName } from './activations.js';
import type { ActivationTrace } from './network.js';
import { type LayerStatistics, moments, saturatedShare, type WeightStatistics } from './statistics.js';

/** A rule that applies, with what to do. */
export interface HealthFinding {
  readonly finding: Finding;
  /** What was measured: "pre-activation std". */
  readonly measure: string;
  /** Where it applies: the layers or weights beyond the threshold. */
  readonly measurements: readonly { readonly name: string; readonly value: number }[];
  readonly cause: string;
  readonly remedy: string;
  /** How to see that the remedy helped. */
  readonly verify: string;
}

/** What the rules say at one step. */
export interface HealthReport {
  readonly step: number;
  readonly findings: readonly HealthFinding[];
}

/** A loss that is not finite: where training ended. */
export interface Divergence extends Omit<HealthFinding, 'measure' | 'measurements'> {
  /** Whose loss it is: a step's batch, or, after the last step, a whole split. */
  readonly of: 'batch' | 'split';
  /** Steps taken before it. */
  readonly step: number;
  /** What was not finite: "NaN", "Infinity". */
  readonly loss: string;
  /** Of that step, or of the last one. */
  readonly learningRate: number;
}

/** What is measured of one step. */
export interface Measured {
  readonly step: number;
  readonly loss: number;
  readonly classes: number;
  readonly activation: ActivationName;
  readonly trace: readonly ActivationTrace[];
  readonly layers: readonly LayerStatistics[];
  /** Of the hidden linear layers alone. */
  readonly hiddenWeights: readonly WeightStatistics[];
}

/** The rules at initialization for step 0; those in training, which are about the hidden weights, for every later one. */
export function checkHealth(measured: Measured): HealthReport {
  const { step, loss, classes, activation, trace, hiddenWeights } = measured;
  const stats: HealthStats = {
    classes,
    loss,
    layers: trace.map(({ name, input, output }) => {
      const { mean, std } = moments(input.data);
      return {
        name,
        preactivationMean: mean,
        preactivationStd: std,
        saturated: saturatedShare(output.data, activation) ?? 0,
      };
    }),
    gradients: hiddenWeights.map(({ name, gradStd }) => ({ name, std: gradStd })),
    updateRatios: hiddenWeights.map(({ updateRatio }) => updateRatio),
  };
  const found = diagnose(stats, step === 0 ? 'initialization' : 'training');
  return { step, findings: found.map((diagnosis) => described(diagnosis, hiddenWeights)) };
}

function described({ rule, measurements }: Diagnosis, weights: readonly WeightStatistics[]): HealthFinding {
  const { finding, cause, remedy, verify } = rule;
  // Update ratios come without names of their own: "weight 1" is the first hidden one.
  const names = new Map(weights.map(({ name }, index) => [`weight ${index + 1}`, name]));
  return {
    finding,
    measure: measures[rule.measure].label,
    measurements: measurements.map(({ name, value }) => ({ name: names.get(name) ?? name, value })),
    cause,
    remedy,
    verify,
  };
}

/** The finding for a loss that is NaN or infinite. */
export function divergence(
  of: Divergence['of'],
  { step, loss, learningRate }: { readonly step: number; readonly loss: number; readonly learningRate: number },
): Divergence {
  const rule = rules.find(({ finding }) => finding === 'loss-not-finite');
  if (rule === undefined) throw new Error('divergence: expected a rule for a loss that is not finite, got none');
  const { finding, cause, remedy, verify } = rule;
  return { finding, of, step, loss: String(loss), learningRate, cause, remedy, verify };
}
