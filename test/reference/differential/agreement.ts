/** Do implementations agree, with the exact values and with each other? */
import { compare } from '../../../src/grading/tolerance.js';
import type { Example } from './configuration.js';
import { exact } from './exact.js';
import type { Implementation, Outcome } from './outcome.js';
import { staged } from './staged.js';

/** One value out of its tolerance. */
interface Disagreement {
  readonly between: string;
  readonly value: string;
  readonly index: number;
  readonly measured: number;
  readonly expected: number;
  readonly allowed: number;
}

/** What was compared, and how near the worst came to its tolerance (1 is at its edge). */
export interface Agreement {
  readonly comparisons: number;
  /** Comparisons whose bound is infinite: a variance was lost in what came in, and nothing can be said. */
  readonly unbounded: number;
  readonly worst: number;
  readonly disagreements: readonly Disagreement[];
}

/**
 * Each implementation stage by stage beside the exact result of its own inputs (staged.ts); the whole of it beside the exact values,
 * within the composed bounds; then every pair, each allowed its own bound.
 */
export async function agreement(example: Example, implementations: readonly Implementation[]): Promise<Agreement> {
  const outcomes: [string, Outcome][] = [];
  for (const implementation of implementations) {
    outcomes.push([implementation.name, await implementation.run(example)]);
  }
  return judge(example, outcomes);
}

/** As `agreement`, of outcomes that are there already. */
export function judge(example: Example, outcomes: readonly (readonly [string, Outcome])[]): Agreement {
  const truth = exact(example);
  const parts = outcomes.flatMap(([name, outcome]) => {
    const { outcome: expected, bounds } = staged(example, outcome);
    return [
      beside(`${name} and float64, stage by stage`, outcome, expected, bounds, 1),
      beside(`${name} and float64`, outcome, truth.outcome, truth.bounds, 1),
    ];
  });
  outcomes.forEach(([name, outcome], first) => {
    for (const [other, expected] of outcomes.slice(first + 1)) {
      parts.push(beside(`${name} and ${other}`, outcome, expected, truth.bounds, 2));
    }
  });
  return {
    comparisons: parts.reduce((sum, part) => sum + part.comparisons, 0),
    unbounded: parts.reduce((sum, part) => sum + part.unbounded, 0),
    worst: parts.reduce((worst, part) => Math.max(worst, part.worst), 0),
    disagreements: parts.flatMap((part) => part.disagreements),
  };
}

function beside(
  between: string,
  measured: Outcome,
  expected: Outcome,
  bounds: ReadonlyMap<string, ArrayLike<number>>,
  sides: number,
): Agreement {
  const disagreements: Disagreement[] = [];
  let comparisons = 0;
  let unbounded = 0;
  let nearest = 0;
  for (const [value, target] of expected) {
    const answer = measured.get(value) ?? [];
    if (answer.length !== target.length) {
      disagreements.push({
        between,
        value: `${value}: length`,
        index: 0,
        measured: answer.length,
        expected: target.length,
        allowed: 0,
      });
      continue;
    }
    const allowed = Array.from(bounds.get(value) ?? [], (bound) => sides * bound);
    const { ok, worst } = compare(answer, target, allowed);
    comparisons += target.length;
    unbounded += allowed.filter((bound) => bound === Infinity).length;
    nearest = Math.max(nearest, worst.error / worst.allowed);
    if (!ok) disagreements.push({ between, value, ...pick(worst) });
  }
  return { comparisons, unbounded, worst: nearest, disagreements };
}

function pick({ index, measured, expected, allowed }: Omit<Disagreement, 'between' | 'value'>) {
  return { index, measured, expected, allowed };
}
