/** What a claim is, what is measured for it, and how the verdict follows. */
import type { Criterion } from './criteria.js';
import type { Lab } from './lab/lab.js';

/** The parts of the tutorial that the claims are about, in its order. */
export const topics = [
  'The loss before training',
  'Tanh and its gradient',
  'Saturation and pre-activations',
  'Gains and depth',
  'Batch norm',
  'Training',
] as const;

/** A part of the tutorial. */
type Topic = (typeof topics)[number];

/** One number with its name and the rule that it is held to. */
export interface Case {
  readonly name: string;
  readonly value: number;
  readonly criterion: Criterion;
}

/** What was measured for a claim. */
export type Evidence =
  /** Numbers, each with a rule of its own. */
  | { readonly kind: 'cases'; readonly cases: readonly Case[] }
  /** One number for every draw of the network and its batch, all held to one rule; the first is that of the lecture's seed. */
  | { readonly kind: 'draws'; readonly values: readonly number[]; readonly criterion: Criterion };

/** A statement of the tutorial that a number decides. */
export interface Claim {
  /** "saturation/naive": stays the same whatever else changes. */
  readonly id: string;
  readonly topic: Topic;
  /** What the claim is about: "Saturation of the naive network". */
  readonly title: string;
  /** The tutorial's figure: "60-80 %". */
  readonly says: string;
  /** What was computed, where the title does not say it. */
  readonly how?: string;
  /** Why it comes out as it does: mathematics, no figures. */
  readonly why?: string;
  /** Whether the numbers depend on the names in use. */
  readonly usesData: boolean;
  /** Whether networks are trained for it, which takes seconds. */
  readonly trains: boolean;
  /** How its numbers are written. */
  readonly show: (value: number) => string;
  readonly measure: (lab: Lab) => Promise<Evidence>;
}

/** What becomes of a claim. */
export type Verdict = 'holds' | 'does not hold' | 'depends';

/** At least this share of the draws must meet the rule for a claim to hold, and at most the rest for it not to. */
const SHARE_OF_DRAWS = 0.95;

/** How many of the measurements meet their rule. */
export function countMet(evidence: Evidence): { readonly met: number; readonly of: number } {
  switch (evidence.kind) {
    case 'cases':
      return {
        met: evidence.cases.filter(({ value, criterion }) => criterion.isMet(value)).length,
        of: evidence.cases.length,
      };
    case 'draws':
      return {
        met: evidence.values.filter((value) => evidence.criterion.isMet(value)).length,
        of: evidence.values.length,
      };
  }
}

/**
 * All cases met: it holds; none: it does not; some: it depends on which. Of draws, 95 % are enough to hold, 5 % too few to.
 * @throws Error for evidence without a number, which decides nothing
 */
export function verdictOf(evidence: Evidence): Verdict {
  const { met, of } = countMet(evidence);
  if (of === 0) throw new Error('verdictOf: expected at least one measurement, got none');
  const enough = evidence.kind === 'draws' ? SHARE_OF_DRAWS : 1;
  if (met >= enough * of) return 'holds';
  return of - met >= enough * of ? 'does not hold' : 'depends';
}
