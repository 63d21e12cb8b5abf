/** The audit: every claim beside what is measured here, with the verdict that its rule gives. */
import type { Examples } from '../dataset/examples.js';
import { type Claim, countMet, type Evidence, type Verdict, verdictOf } from './claim.js';
import { Lab, type Turn } from './lab/lab.js';

/** One claim with its verdict: numbers, and the same in words. */
export interface AuditedClaim extends Pick<Claim, 'id' | 'topic' | 'title' | 'says' | 'how' | 'why' | 'usesData'> {
  readonly verdict: Verdict;
  /** How many of the measurements meet their rule, of how many. */
  readonly met: number;
  readonly of: number;
  /** "within 10 % of 14". */
  readonly rule: string;
  /** The measurements in a line: "20.6 %" for the lecture's seed, or each case with its name. */
  readonly measured: string;
  /** Of draws: from where to where nine tenths of them lie; null for cases. */
  readonly spread: string | null;
  readonly evidence: Measurements;
}

/** The numbers behind a verdict. */
type Measurements =
  | {
      readonly kind: 'cases';
      readonly cases: readonly {
        readonly name: string;
        readonly value: Measured;
        readonly rule: string;
        readonly isMet: boolean;
      }[];
    }
  /** The first value is that of the lecture's seed. */
  | { readonly kind: 'draws'; readonly values: readonly Measured[] };

/** A number; what JSON has no number for, as its name. */
type Measured = number | 'Infinity' | '-Infinity' | 'NaN';

/** What the command tells of itself while it measures. */
export interface AuditProgress {
  /** Before a claim is measured. */
  readonly onClaim: (claim: Claim, index: number, of: number) => void;
  /** Now and then while networks are trained. */
  readonly onTurn: Turn;
}

/** Measures claims one after the other, on the names in use. The same examples give the same numbers. */
export async function audit(
  claims: readonly Claim[],
  examples: Examples,
  { onClaim, onTurn }: AuditProgress,
): Promise<AuditedClaim[]> {
  const lab = new Lab(examples, onTurn);
  const audited: AuditedClaim[] = [];
  for (const [index, claim] of claims.entries()) {
    onClaim(claim, index, claims.length);
    audited.push(judged(claim, await claim.measure(lab)));
  }
  return audited;
}

/** A claim with its evidence, the verdict, and both in words. */
export function judged(claim: Claim, evidence: Evidence): AuditedClaim {
  const { id, topic, title, says, how, why, usesData, show } = claim;
  return {
    id,
    topic,
    title,
    says,
    ...(how === undefined ? {} : { how }),
    ...(why === undefined ? {} : { why }),
    usesData,
    verdict: verdictOf(evidence),
    ...countMet(evidence),
    rule: ruleOf(evidence),
    ...inWords(evidence, show),
    evidence: numbersOf(evidence),
  };
}

function ruleOf(evidence: Evidence): string {
  if (evidence.kind === 'draws') return evidence.criterion.text;
  const texts = new Set(evidence.cases.map(({ criterion }) => criterion.text));
  const families = new Set(evidence.cases.map(({ criterion }) => criterion.family));
  return [...(texts.size === 1 ? texts : families)].join('; ');
}

/** More cases than this are said as a range. */
const MOST_LISTED = 8;

function inWords(evidence: Evidence, show: Claim['show']): Pick<AuditedClaim, 'measured' | 'spread'> {
  if (evidence.kind === 'draws') {
    const [lecture = NaN] = evidence.values;
    const sorted = evidence.values.toSorted((a, b) => a - b);
    const [low, high] = [show(quantile(sorted, 0.05)), show(quantile(sorted, 0.95))];
    return { measured: show(lecture), spread: low === high ? low : `${low} to ${high}` };
  }
  const [first, ...more] = evidence.cases;
  if (first !== undefined && more.length === 0) return { measured: show(first.value), spread: null };
  if (evidence.cases.length > MOST_LISTED) {
    const values = evidence.cases.map(({ value }) => value);
    const range = `${show(Math.min(...values))} to ${show(Math.max(...values))}`;
    return { measured: `${range}, the ${values.length} of them`, spread: null };
  }
  return { measured: evidence.cases.map(({ name, value }) => `${name}: ${show(value)}`).join(', '), spread: null };
}

/** The value below which a share of the sorted ones lies: the nearest rank, so that it is one of them. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

function numbersOf(evidence: Evidence): Measurements {
  if (evidence.kind === 'draws') return { kind: 'draws', values: evidence.values.map(measured) };
  return {
    kind: 'cases',
    cases: evidence.cases.map(({ name, value, criterion }) => ({
      name,
      value: measured(value),
      rule: criterion.text,
      isMet: criterion.isMet(value),
    })),
  };
}

function measured(value: number): Measured {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}
