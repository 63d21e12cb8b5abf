/** Does a wrong implementation give the student's answers? */
import { TensorValue, type Value } from '../../guest/contract/value.js';
import { FEWEST } from './alike.js';
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
  const count = inCommon(transcripts);
  const leaves = [...leavesOf(transcripts, count), ...drawPatterns(transcripts, count)];
  const wrongGroups = new Set(leaves.filter(isWrong).map(({ group }) => group));
  const unexplained = new Set<string>();
  // Any order of chance is as near as it can be; what gives the very words is nearer.
  let furthest = transcripts.isByChance === true ? 1 : 0;
  let isExplained = false;
  for (const leaf of leaves) {
    if (isWrong(leaf)) {
      const { student, wrong, right, isDrawn } = leaf;
      const distance = distanceOfReplies(student, wrong, right, { isDrawn });
      if (distance > 1 && isChance(leaf)) continue;
      if (distance > 1) return contradiction;
      furthest = Math.max(furthest, distance);
      isExplained = true;
    } else if (isStudentWrong(leaf) && !isChance(leaf)) {
      if (wrongGroups.has(leaf.group)) return contradiction;
      unexplained.add(leaf.group);
    }
  }
  return { verdict: isExplained ? 'explains' : 'silent', unexplained: [...unexplained], distance: furthest };
}

/** The wrong implementation is not the student's. */
export const contradiction: Explanation = { verdict: 'contradicts', unexplained: [], distance: Infinity };

/** A number, or a few, that came from draws: where it is neither the wrong nor the right one, other draws may be why, and it says nothing. */
function isChance({ isDrawn, student, wrong, right }: Leaf): boolean {
  return (
    isDrawn &&
    [student, wrong, right].every((reply) => reply.kind === 'value' && isFew(reply.value)) &&
    distanceOfReplies(student, wrong, right, { isDrawn }) > 1 &&
    distanceOfReplies(student, right, right, { isDrawn }) > 1
  );
}

/** Whether a value is too small to show a distribution. */
export function isFew(value: Value): boolean {
  return typeof value === 'number' || (value instanceof TensorValue && value.data.length < FEWEST);
}

function isWrong({ wrong, right, isDrawn }: Leaf): boolean {
  return distanceOfReplies(wrong, right, right, { isDrawn }) > 1;
}

/** Where the wrong implementation is right: that the student is neither the one nor the other. */
function isStudentWrong({ student, wrong, right, isDrawn }: Leaf): boolean {
  const lenient = { isDrawn, rounding: LENIENT, isOrderFree: true };
  return distanceOfReplies(student, right, right, lenient) > 1 && distanceOfReplies(student, wrong, right, lenient) > 1;
}
