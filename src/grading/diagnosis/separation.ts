/** How far two wrong implementations are apart: whether a diagnosis can tell one from the other. */
import { NEARER } from '../diagnosis.js';
import { ALIKE } from './alike.js';
import { distanceOfReplies } from './distance.js';
import { drawPatterns } from './draws.js';
import { isFew } from './explain.js';
import { inCommon, type Leaf, leavesOf, type SideBySide } from './leaves.js';

/**
 * Standard errors between the answers of two wrong implementations to one check, where they are furthest apart: Infinity
 * where they differ in something that no draw decides by so much that the nearer one is meant, 0 where they answer alike.
 *
 * @param transcripts - one wrong implementation as `student`, the other as `wrong`, both with the same generators
 */
export function standardErrorsBetween(transcripts: SideBySide): number {
  const count = inCommon(transcripts);
  const leaves = [...drawPatterns(transcripts, count), ...leavesOf(transcripts, count)];
  const distanceOf = ({ student, wrong, right, isDrawn }: Leaf) =>
    distanceOfReplies(student, wrong, right, { isDrawn });
  // What no draw decides comes first: it settles the question, and costs less.
  if (leaves.some((leaf) => !leaf.isDrawn && distanceOf(leaf) >= NEARER)) return Infinity;
  const drawn = leaves.filter((leaf) => leaf.isDrawn && !areFew(leaf));
  return drawn.reduce((furthest, leaf) => Math.max(furthest, distanceOf(leaf) * ALIKE), 0);
}

/** A number or a few that came from draws may be anything: they tell nothing apart. */
function areFew({ student, wrong, right }: Leaf): boolean {
  return [student, wrong, right].every((reply) => reply.kind === 'value' && isFew(reply.value));
}
