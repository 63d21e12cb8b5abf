/** Do implementations agree, with the exact values and with each other? */
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
export interface Tally {
  /** Values held to a finite bound. */
  readonly compared: number;
  /** Values whose bound is infinite: nothing can be said of them, and they do not count as compared. */
  readonly unbounded: number;
  readonly worst: number;
  readonly disagreements: readonly Disagreement[];
}

/** Three ways to compare the same outcomes. */
export interface Agreement {
  /** Each stage beside the exact result of its own inputs (staged.ts). */
  readonly staged: Tally;
  /** The whole beside the exact values, within the composed bounds. */
  readonly composed: Tally;
  /** Every two beside each other, each allowed its own composed bound. */
  readonly pairs: Tally;
  /** How many values the stage-by-stage comparison should have: those of the example's shapes, once for each outcome. */
  readonly expected: number;
}

/**
 * What float32 may lose by underflow, which no relative bound covers: a result below 2^-126 is 0. A later stage stretches that by
 * less than 2^46 (four divisions by sqrt(eps) > 2^-9, and sums of at most 2^10).
 */
const UNDERFLOW = 2 ** -80;

/** Runs and judges. */
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
  const pairs = outcomes.flatMap(([name, outcome], first) =>
    outcomes
      .slice(first + 1)
      .map(([other, expected]) => beside(`${name} and ${other}`, outcome, expected, truth.bounds, 2)),
  );
  return {
    staged: sum(outcomes.map(([name, outcome]) => stageByStage(name, example, outcome))),
    composed: sum(
      outcomes.map(([name, outcome]) => beside(`${name} and float64`, outcome, truth.outcome, truth.bounds, 1)),
    ),
    pairs: sum(pairs),
    expected: outcomes.length * valuesIn(example),
  };
}

/** Is a mistake seen stage by stage? Where a wrong value makes the bounds of the next stage infinite, it is. */
export function isRejected(example: Example, outcome: Outcome): boolean {
  const { disagreements, unbounded } = stageByStage('', example, outcome);
  return disagreements.length > 0 || unbounded > 0;
}

/** Adds up. */
export function sum(tallies: readonly Tally[]): Tally {
  return {
    compared: tallies.reduce((total, one) => total + one.compared, 0),
    unbounded: tallies.reduce((total, one) => total + one.unbounded, 0),
    worst: tallies.reduce((worst, one) => Math.max(worst, one.worst), 0),
    disagreements: tallies.flatMap((one) => one.disagreements).slice(0, 10),
  };
}

function stageByStage(name: string, example: Example, outcome: Outcome): Tally {
  const { outcome: expected, bounds } = staged(example, outcome);
  return beside(`${name} and float64, stage by stage`, outcome, expected, bounds, 1);
}

/** The loss, C's gradient, and of each layer its two stages, its output's gradient and its parameters' gradients. */
function valuesIn({ network, X }: Example): number {
  return network.layers.reduce(
    (total, { weight, bias, batchNorm }) =>
      total + weight.rows * weight.cols + weight.cols * (3 * X.length + (bias ? 1 : 0) + (batchNorm ? 2 : 0)),
    1 + network.embedding.rows * network.embedding.cols,
  );
}

/**
 * Held to the derived bound alone. The floor that graders grant on top (assert_close's 1e-5) would let the gradients of a large
 * batch, which are no larger themselves, be anything.
 */
function beside(
  between: string,
  measured: Outcome,
  expected: Outcome,
  bounds: ReadonlyMap<string, ArrayLike<number>>,
  sides: number,
): Tally {
  const disagreements: Disagreement[] = [];
  let compared = 0;
  let unbounded = 0;
  let worst = 0;
  for (const [value, target] of expected) {
    const answer = measured.get(value) ?? [];
    const bound = bounds.get(value) ?? [];
    if (answer.length !== target.length) {
      const lengths = { measured: answer.length, expected: target.length };
      disagreements.push({ between, value: `${value}: length`, index: 0, ...lengths, allowed: 0 });
      continue;
    }
    let furthest: Disagreement | null = null;
    let excess = 1;
    for (let index = 0; index < target.length; index++) {
      const [a, b] = [answer[index] ?? NaN, target[index] ?? NaN];
      const allowed = sides * ((bound[index] ?? NaN) + UNDERFLOW);
      const share = Math.abs(a - b) / allowed;
      if (allowed === Infinity) unbounded++;
      else compared++;
      if (share <= excess) {
        if (share > worst) worst = share;
        continue;
      }
      // A NaN, in an answer or in its bound, is never right, and nothing is further off.
      excess = Number.isNaN(share) ? Infinity : share;
      furthest = { between, value, index, measured: a, expected: b, allowed };
    }
    worst = Math.max(worst, furthest ? excess : 0);
    if (furthest) disagreements.push(furthest);
  }
  return { compared, unbounded, worst, disagreements };
}
