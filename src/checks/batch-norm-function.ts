/** The student's batchNorm function, asked and compared. */
import { asTensor } from '../grading/answers.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import type { TensorValue } from '../guest/contract/value.js';
import { fromTensor } from '../reference/matrix.js';
import type { BatchNorm } from '../reference/network.js';
import { batchNormOutput, batchNormRule } from './expected-output.js';
import { judgeValues } from './judge.js';

/** What it computes. */
export const formula = 'gamma (x - mean) / sqrt(var + eps) + beta';

/** The variance divided by N - 1: a mistake with a check of its own, which the others do not bill again. */
const unbiased = (rule: BatchNorm): BatchNorm => ({ ...rule, correction: 1 });

/** Judges by the rule; where that fails, dividing the variance by N - 1 is as good here. */
export async function judgeWithEitherDivisor(
  rule: BatchNorm,
  judge: (rule: BatchNorm) => Promise<Pass | Fail>,
): Promise<Pass | Fail> {
  const outcome = await judge(rule);
  if (outcome.status === 'pass') return outcome;
  const other = await judge(unbiased(rule));
  return other.status === 'pass' ? other : outcome;
}

/** What the function is called with. */
interface Question {
  readonly x: TensorValue;
  readonly gamma: TensorValue;
  readonly beta: TensorValue;
  /** Left out: the student's default. */
  readonly eps?: number;
}

/** Calls batchNorm. */
export async function normalize(subject: Subject, { x, gamma, beta, eps }: Question): Promise<TensorValue> {
  const args = eps === undefined ? [x, gamma, beta] : [x, gamma, beta, eps];
  return asTensor((await subject.call('batchNorm', ...args)).value, 'batchNorm(x, gamma, beta)', x.shape);
}

/** The student's answer beside the reference; with `anyDivisor` the variance may be divided by N - 1 as well. */
export async function judgeAgainstReference(
  subject: Subject,
  question: Question & { readonly anyDivisor: boolean },
  what: string,
  consequence: string,
  next: string,
): Promise<Pass | Fail> {
  const measured = await normalize(subject, question);
  const against = async (rule: BatchNorm) =>
    judgeValues({
      what,
      measured,
      ...(await batchNormOutput(fromTensor(question.x), rule)),
      reference: formula,
      consequence,
      next,
    });
  const rule = batchNormRule(question.gamma, question.beta, question.eps);
  return question.anyDivisor ? judgeWithEitherDivisor(rule, against) : against(rule);
}
