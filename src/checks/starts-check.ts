import type { Check, CheckContext } from '../grading/check.js';
import { format } from '../grading/format.js';
import { firstFailure } from './judge.js';
import { judgeDraw, judgeFilled } from './judge-parameters.js';
import { lectureConfig, wideConfig } from './network.js';
import { distanceBand, distanceFromNormal, within } from '../grading/tolerance.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import type { TensorValue } from '../guest/contract/value.js';
import { askSome, type Initializer, type ParameterName } from './initializer.js';
import { describeStart, measureNetwork } from './measured-network.js';

/** Which parameters one check is about. */
export interface StartsQuestion {
  /** "output-weights": becomes "1.4/output-weights". */
  readonly id: string;
  readonly asks: string;
  readonly points: number;
  readonly of: readonly ParameterName[];
  /** What such a mistake does to a network; the figures of the student's own network follow. */
  readonly why: string;
  /** The same for values that are too small, where that is another story. */
  readonly whySmall?: string;
  readonly next: string;
}

/** Of each drawn parameter at each shape: its std, its mean, its distribution. */
const COMPARISONS = 3;

/**
 * Parameters start out as they should, at two shapes (30x200 and 500x100 for W1): std by chi-square, mean by the normal
 * distribution, and the distribution itself; all comparisons together refuse a right answer less than once in a million.
 */
export function startsCheck(initializer: Initializer, question: StartsQuestion): Check {
  return {
    id: `${initializer.exercise}/${question.id}`,
    asks: question.asks,
    points: question.points,
    run: (subject, context) => judgeStarts(initializer, question, subject, context),
  };
}

async function judgeStarts(
  initializer: Initializer,
  question: StartsQuestion,
  subject: Subject,
  context: CheckContext,
): Promise<Pass | Fail> {
  const configs = [lectureConfig, wideConfig];
  const comparisons = COMPARISONS * configs.length * question.of.length;
  const passed: string[] = [];
  for (const config of configs) {
    for (const [name, tensor] of await askSome(subject, initializer, config, context.seed, question.of)) {
      const outcome = judgeStart(initializer, question, name, tensor, comparisons);
      if (outcome.status === 'fail') return await withConsequence(outcome, initializer, subject, context);
      passed.push(String(outcome.measured));
    }
  }
  return {
    status: 'pass',
    measured: passed.join('; '),
    expected: question.of.map((name) => `${name} ${describeExpected(initializer.starts[name].std)}`).join(', '),
  };
}

function describeExpected(std: number): string {
  return std === 0 ? 'zero' : `of std ${format(std)} around 0`;
}

function judgeStart(
  { starts }: Initializer,
  { why, whySmall = why, next }: StartsQuestion,
  name: ParameterName,
  tensor: TensorValue,
  comparisons: number,
): Pass | Fail {
  const { std, reference } = starts[name];
  const what = `${name} [${tensor.shape.join(', ')}]`;
  if (std === 0) return judgeFilled(name, tensor, 0, why, next);
  const isLarge = tensor.data.reduce((sum, value) => sum + value ** 2, 0) > std ** 2 * tensor.data.length;
  const consequence = isLarge ? why : whySmall;
  const [spread, mean] = judgeDraw({ what, tensor, std, reference, comparisons, consequence, next });
  const outcome = firstFailure([spread, mean, judgeNormal(what, tensor, std, comparisons)]);
  if (outcome.status === 'fail') return outcome;
  return {
    ...outcome,
    measured: `${what} std ${format(Number(spread.measured))}, mean ${format(Number(mean.measured))}`,
  };
}

/** The values follow the bell curve of their std, not another distribution that happens to have it. */
function judgeNormal(what: string, { data }: TensorValue, std: number, comparisons: number): Pass | Fail {
  const distance = distanceFromNormal(data, 0, std);
  const band = distanceBand(data.length, comparisons);
  const finding = {
    measured: `${what} distance from normal ${format(distance)}`,
    expected: `at most ${format(band.high)}`,
  };
  if (within(band, distance)) return { status: 'pass', ...finding };
  return {
    status: 'fail',
    ...finding,
    rationale:
      `${what} has the right mean and standard deviation but is not normal: the share of its values below some point is ${format(distance)} away ` +
      `from the bell curve's, where ${format(data.length)} normal draws stay within ${format(band.high)}.`,
    next: 'Draw with randn, which is normal; rand is uniform.',
  };
}

/** Adds what the student's own network does with such parameters, measured on the data. */
async function withConsequence(
  outcome: Fail,
  initializer: Initializer,
  subject: Subject,
  context: CheckContext,
): Promise<Fail> {
  const network = await measureNetwork(initializer, subject, context);
  if (!Number.isFinite(network.loss)) return outcome;
  return {
    ...outcome,
    rationale: `${outcome.rationale} ${describeStart(network, context.examples)}`,
    notes: network.batch.notes,
  };
}
