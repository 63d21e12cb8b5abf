import type { Finding, HealthStats } from '../torch/course-types.js';
import { measures, type Measurement } from './measures.js';
import { rules, type Rule } from './rules.js';

/** A rule that applies to a network, with the measurements that are beyond its threshold. */
export interface Diagnosis {
  readonly rule: Rule;
  readonly measurements: readonly [Measurement, ...Measurement[]];
}

/** Whether a value is beyond the threshold of a rule: strictly, so that a value on it is healthy. */
function isBeyond(rule: Rule, value: number): boolean {
  const threshold = rule.threshold ?? NaN;
  switch (rule.direction) {
    case 'above':
      return value > threshold;
    case 'below':
      return value < threshold;
    case 'not-finite':
      return !Number.isFinite(value);
  }
}

/**
 * Every rule that applies to these statistics, in the order of the table, with where it does.
 * @param phase only the rules of that phase; all of them without it
 */
export function diagnose(stats: HealthStats, phase?: Rule['phase']): Diagnosis[] {
  return rules.flatMap((rule: Rule) => {
    if (phase !== undefined && rule.phase !== phase) return [];
    const [first, ...rest] = measures[rule.measure].read(stats).filter(({ value }) => isBeyond(rule, value));
    return first ? [{ rule, measurements: [first, ...rest] }] : [];
  });
}

/**
 * What is wrong with a network that measures like this: each finding at most once, none for a healthy network. A loss that is
 * not finite is neither too high nor too low; empty lists say nothing.
 */
export function findings(stats: HealthStats): Finding[] {
  return diagnose(stats).map(({ rule }) => rule.finding);
}
