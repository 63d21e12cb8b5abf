/** Does a wrong implementation give the student's answers? */
import { distanceOfReplies } from './distance.js';
import { drawPatterns } from './draws.js';
import { inCommon, type Leaf, leavesOf, type SideBySide } from './leaves.js';

/** How a wrong implementation accounts for a student's answers on one check. */
export interface Explanation {
  /** `explains`: the answers are the wrong implementation's wherever that is wrong. `silent`: it is not wrong here. `contradicts`: neither. */
  readonly verdict: 'explains' | 'silent' | 'contradicts';
  /** What else the student's answers differ in from the right ones: other mistakes, in other parameters or exports. */
  readonly unexplained: readonly string[];
  /** The largest distance to the wrong implementation's answers, in 0..1. */
  readonly distance: number;
}

/** The rounding that an answer may have where nothing is wrong with it: what another order of summation, twice over, may give. */
const LENIENT = 1e-3;

/**
 * Lays the student's answers beside a wrong implementation's and the right one's. The wrong one explains them when every value
 * of a parameter or export that it gets wrong is its own; what it gets right in there must be right, and what else the student
 * has wrong is left to another explanation.
 */
export function explain(transcripts: SideBySide): Explanation {
  const common = inCommon(transcripts);
  const leaves = [...leavesOf(common), ...drawPatterns(common.student, common.wrong, common.right)];
  const wrongGroups = new Set(leaves.filter(isWrong).map(({ group }) => group));
  const unexplained = new Set<string>();
  let furthest = 0;
  let verdict: Explanation['verdict'] = wrongGroups.size > 0 ? 'explains' : 'silent';
  for (const leaf of leaves) {
    if (isWrong(leaf)) {
      const { student, wrong, right, isDrawn } = leaf;
      const distance = distanceOfReplies(student, wrong, right, { isDrawn });
      if (distance > 1) verdict = 'contradicts';
      else furthest = Math.max(furthest, distance);
    } else if (isStudentWrong(leaf)) {
      if (wrongGroups.has(leaf.group)) verdict = 'contradicts';
      unexplained.add(leaf.group);
    }
  }
  return { verdict, unexplained: [...unexplained], distance: furthest };
}

function isWrong({ wrong, right, isDrawn }: Leaf): boolean {
  return distanceOfReplies(wrong, right, right, { isDrawn }) > 1;
}

function isStudentWrong({ student, right, isDrawn }: Leaf): boolean {
  return distanceOfReplies(student, right, right, { isDrawn, rounding: LENIENT, isOrderFree: true }) > 1;
}
