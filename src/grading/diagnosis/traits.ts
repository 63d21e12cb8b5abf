/** Does a wrong implementation have the student's traits? */
import type { Traits } from '../traits.js';
import { contradiction, type Explanation } from './explain.js';

/**
 * The wrong implementation explains the student's when every trait that it has wrong is the student's too. What else is not as in
 * the right one, be it another mistake or another design, is left unexplained.
 */
export function explainTraits(student: Traits, wrong: Traits, right: Traits): Explanation {
  const names = Object.keys(right).filter((name) => right[name] !== undefined);
  const wrongNames = names.filter((name) => wrong[name] !== undefined && wrong[name] !== right[name]);
  if (wrongNames.some((name) => student[name] !== wrong[name])) return contradiction;
  return {
    verdict: wrongNames.length > 0 ? 'explains' : 'silent',
    unexplained: names.filter(
      (name) => !wrongNames.includes(name) && student[name] !== undefined && student[name] !== right[name],
    ),
    distance: 0,
  };
}
