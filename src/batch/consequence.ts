/** After the checks of an exercise: what the first mistake that has a consequence does to the student's own network. */
import { WrongAnswer } from '../grading/answers.js';
import type { CheckContext, Grader } from '../grading/check.js';
import type { CheckStatus, Fail, Verdict } from '../grading/verdict.js';
import { SubjectFault } from '../guest/contract/fault.js';
import type { Subject } from '../guest/contract/subject.js';

/** Code that ended like this is not asked again: it would cost another time limit, and what it says is worth nothing. */
export const unanswering: readonly CheckStatus[] = ['timeout', 'crashed', 'tampered', 'error'];

/**
 * The same verdicts, one of them with its consequence: the first failed one that the grader's rule is about. Status and points of
 * all stay as they are, whatever the student's code does when it is asked once more.
 *
 * @param begin - a fresh state of the student's module, and the context of a check with that seed
 */
export async function withConsequence(
  { consequence: rule }: Grader,
  verdicts: readonly Verdict[],
  begin: (seed: number) => { readonly subject: Subject; readonly context: CheckContext },
): Promise<readonly Verdict[]> {
  if (!rule || verdicts.some(({ outcome }) => unanswering.includes(outcome.status))) return verdicts;
  const place = verdicts.findIndex(({ id, outcome }) => outcome.status === 'fail' && rule.of.includes(id));
  const verdict = verdicts[place];
  if (verdict?.outcome.status !== 'fail') return verdicts;
  const failed = verdict.outcome;
  const { subject, context } = begin(verdict.seed);
  const found = await rule.measure(subject, context).then(
    (consequence): Partial<Fail> => (consequence ? { consequence } : {}),
    (thrown: unknown) => notHad(thrown, failed),
  );
  return verdicts.map((each, index) => (index === place ? { ...verdict, outcome: { ...failed, ...found } } : each));
}

/** No network, no consequence. A mistake of ours is told, but it is no reason to judge differently. */
function notHad(thrown: unknown, { notes = [] }: Fail): Partial<Fail> {
  if (thrown instanceof WrongAnswer || thrown instanceof SubjectFault) return {};
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    notes: [...notes, `What this does to your network could not be computed, through no fault of yours: ${message}`],
  };
}
