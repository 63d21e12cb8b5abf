/**
 * Which mistake it is. A failed check is explained by a misconception when a wrong implementation of that name, asked the same
 * questions, gives the student's answers wherever it is wrong, and fails the check too. Silent in every other case: a wrong
 * diagnosis is worse than none.
 */
import { explain } from './diagnosis/explain.js';
import { explainTraits } from './diagnosis/traits.js';
import type { Misconception } from './misconception.js';
import type { Traits } from './traits.js';
import type { Transcript } from './transcript.js';

/** One way of writing a misconception, on the checks that the student's code was asked. */
export interface Candidate {
  readonly misconception: Misconception;
  /** By check id. */
  readonly transcripts: ReadonlyMap<string, Transcript>;
  /** The checks that it fails. */
  readonly failed: ReadonlySet<string>;
}

/** The student's answers and the right ones, by check id. */
export interface Answers {
  readonly student: ReadonlyMap<string, Transcript>;
  readonly right: ReadonlyMap<string, Transcript>;
  /** The right ones with other generators. */
  readonly redrawn?: ReadonlyMap<string, Transcript>;
}

/** How well a candidate explains a failed check. */
interface Standing {
  readonly misconception: Misconception;
  /** How much of what is wrong, over all checks, it leaves unexplained. */
  readonly unexplained: number;
  /** What it leaves: where two leave as much but not the same, each explains what the other does not, and both are meant. */
  readonly left?: string;
  readonly distance: number;
}

/**
 * By how much one explanation must be nearer than another misconception's, of the distance at which an answer still counts; or how
 * many times, where it is as good as equal.
 */
export const NEARER = 0.25;
const TIMES_NEARER = 10;

/**
 * The misconception that explains a failed check, or undefined.
 *
 * Of several that do, the one that leaves the least unexplained is meant, then the one whose answers are nearest; where that does
 * not decide between two that explain the same, nothing is said. Of two mistakes in different parameters the nearer is named, and
 * the other when it is mended.
 *
 * @param check - the id of a check that the student's code failed
 * @param candidates - every way of every misconception of the exercise, run on `check` at least
 */
export function diagnose(check: string, answers: Answers, candidates: readonly Candidate[]): Misconception | undefined {
  return nearestOf(candidates.flatMap((candidate) => standingOf(check, answers, candidate) ?? []));
}

/** One way of writing a misconception that fails the check, by what shows of it in any design. */
export interface TraitCandidate {
  readonly misconception: Misconception;
  readonly traits: Traits;
}

/**
 * The misconception that explains a failed check of an exercise whose design is the student's own, or undefined: the one whose
 * wrong traits are the student's, and which leaves the fewest others unexplained.
 */
export function diagnoseByTraits(
  student: Traits,
  right: Traits,
  candidates: readonly TraitCandidate[],
): Misconception | undefined {
  return nearestOf(
    candidates.flatMap(({ misconception, traits }) => {
      const { verdict, unexplained, distance } = explainTraits(student, traits, right);
      return verdict === 'explains' ? [{ misconception, unexplained: unexplained.length, distance }] : [];
    }),
  );
}

/** The one that leaves the least unexplained, then the nearest; undefined where that does not decide. */
function nearestOf(standings: readonly Standing[]): Misconception | undefined {
  const least = Math.min(...standings.map(({ unexplained }) => unexplained));
  const best = standings.filter(({ unexplained }) => unexplained === least).sort((a, b) => a.distance - b.distance);
  const [first] = best;
  const other = best.find(({ misconception: { id }, left }) => id !== first?.misconception.id && left === first?.left);
  if (!first) return undefined;
  const isNearer =
    !other || other.distance - first.distance >= NEARER || first.distance * TIMES_NEARER < other.distance;
  return isNearer ? first.misconception : undefined;
}

/** Undefined where the candidate does not fail the check, does not explain it, or is contradicted by another check. */
function standingOf(check: string, { student, right, redrawn }: Answers, candidate: Candidate): Standing | undefined {
  if (!candidate.failed.has(check)) return undefined;
  const left = new Set<string>();
  let nearest: number | undefined;
  for (const [id, wrong] of candidate.transcripts) {
    const [own, truth, again] = [student.get(id), right.get(id), redrawn?.get(id)];
    if (!own || !truth) continue;
    const isByChance = candidate.misconception.isByChance ?? false;
    const sides = { student: own, wrong, right: truth, isByChance };
    const { verdict, unexplained, distance } = explain(again ? { ...sides, redrawn: again } : sides);
    if (verdict === 'contradicts' || (id === check && verdict === 'silent')) return undefined;
    unexplained.forEach((group) => left.add(group));
    if (id === check) nearest = distance;
  }
  if (nearest === undefined) return undefined;
  const { misconception } = candidate;
  return { misconception, unexplained: left.size, left: [...left].sort().join(), distance: nearest };
}
