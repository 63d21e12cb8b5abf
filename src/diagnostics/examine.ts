/** What is wrong with a network that measures like this: the rules' findings, each with its places and what may be behind them. */
import type { Finding } from '../torch/course-types.js';
import { explain } from './explain.js';
import { healthStats, hiddenWeights, type NetworkFigures } from './figures.js';
import { diagnose } from './findings.js';
import { measures, type MeasureName } from './measures.js';
import type { Rule } from './rules.js';
import { type UnitRule, unitRules } from './unit-rules.js';

/** Everything that may be found. */
export type FindingName = Finding | UnitRule['finding'];

/** One place where a rule applies. */
export interface Place {
  /** The layer or parameter; "loss" for the loss. */
  readonly name: string;
  readonly value: number;
  /** Whether another batch, or other draws of the same kind, might well have been within the threshold. */
  readonly mayBeChance: boolean;
}

/** A rule that applies, with where, why, and what to do. */
export interface HealthFinding {
  readonly finding: FindingName;
  /** What was measured: "pre-activation std". */
  readonly measure: string;
  /** What a healthy network has of it; null where it is no threshold. */
  readonly healthy: { readonly from: number | null; readonly to: number | null } | null;
  /** The layers or weights beyond the threshold. */
  readonly measurements: readonly Place[];
  /** Which weights are behind it, from this network's own figures; null where they do not tell. */
  readonly detail: string | null;
  readonly cause: string;
  readonly remedy: string;
  /** How to see that the remedy helped. */
  readonly verify: string;
}

/**
 * How many standard errors a measurement must be beyond a threshold before chance is ruled out: a normal deviate is further
 * out, on one side, once in two thousand draws.
 */
const SURE = 3.3;

/** The rules of a phase on a network. A loss that is not finite, and what is wrong with single units, is found in both. */
export function examine(figures: NetworkFigures, phase: Rule['phase']): HealthFinding[] {
  const byThreshold = diagnose(healthStats(figures)).filter(
    ({ rule }) => rule.phase === phase || rule.finding === 'loss-not-finite',
  );
  return [
    ...byThreshold.map(({ rule, measurements }) => ({
      finding: rule.finding,
      measure: measures[rule.measure].label,
      healthy: healthyRange(rule),
      measurements: measurements.map(({ name, value }) => ({
        name: placeName(figures, rule.measure, name),
        value,
        mayBeChance: isChance(figures, rule, { name, value }),
      })),
      detail: explain(
        rule.finding,
        figures,
        measurements.map(({ name }) => name),
      ),
      ...advice(rule),
    })),
    ...unitRules.flatMap((rule) => byUnits(rule, figures)),
  ];
}

/** Whether a finding would stand on another batch too: one of its places is beyond chance. */
export function isCertain({ measurements }: HealthFinding): boolean {
  return measurements.some(({ mayBeChance }) => !mayBeChance);
}

function byUnits(rule: UnitRule, { layers, rows }: NetworkFigures): HealthFinding[] {
  const measurements = layers.flatMap((layer) => {
    const value = rule.count(layer, rows);
    return value === 0 ? [] : [{ name: layer.name, value, mayBeChance: false }];
  });
  if (measurements.length === 0) return [];
  return [{ finding: rule.finding, measure: rule.label, healthy: null, measurements, detail: null, ...advice(rule) }];
}

function advice({ cause, remedy, verify }: Pick<Rule, 'cause' | 'remedy' | 'verify'>) {
  return { cause, remedy, verify };
}

function healthyRange({ direction, threshold }: Rule): HealthFinding['healthy'] {
  if (threshold === undefined) return null;
  return direction === 'above' ? { from: null, to: threshold } : { from: threshold, to: null };
}

function isChance(figures: NetworkFigures, rule: Rule, { name, value }: { name: string; value: number }): boolean {
  const { threshold, measure, phase } = rule;
  if (threshold === undefined || phase === 'training') return false;
  const error = errorOf(figures, measure, name);
  if (error !== null) return Math.abs(value - threshold) < SURE * error;
  // One example, or one unit, tells nothing about the next.
  return figures.rows === 1 || figures.layers.some((layer) => layer.name === name && layer.units === 1);
}

/** The standard error of a measurement; null where it has none, or nobody knows it. */
function errorOf({ layers, lossError }: NetworkFigures, measure: MeasureName, name: string): number | null {
  const errors = layers.find((layer) => layer.name === name)?.errors ?? null;
  switch (measure) {
    case 'loss':
    case 'excessLoss':
      return lossError;
    case 'preactivationMean':
      return errors?.preactivationMean ?? null;
    case 'preactivationStd':
      return errors?.preactivationStd ?? null;
    case 'saturated':
      return errors?.saturated ?? null;
    case 'gradientStd':
    case 'updateRatio':
      return null;
  }
}

/** Update ratios come without names of their own: "weight 1" is the first hidden weight that has one. */
function placeName(figures: NetworkFigures, measure: MeasureName, name: string): string {
  if (measure !== 'updateRatio') return name;
  const moved = hiddenWeights(figures).filter(({ updateRatio }) => updateRatio !== null);
  return moved.find((_, index) => `weight ${index + 1}` === name)?.name ?? name;
}
