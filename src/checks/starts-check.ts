import type { Check, CheckContext } from '../grading/check.js';
import { format } from '../grading/format.js';
import { judgeDraw, judgeFilled } from '../grading/judge-parameters.js';
import { lectureConfig, wideConfig } from '../grading/network.js';
import { distanceBand, distanceFromNormal, within } from '../grading/tolerance.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import type { TensorValue } from '../guest/contract/value.js';
import { askParameters, type Initializer, type ParameterName } from './initializer.js';
import { describeStart, measureNetwork } from './measured-network.js';

/** Which parameters one check is about. */
export interface StartsQuestion {
  /** "output-weights": becomes "1.4/output-weights". */
  readonly id: string;
  readonly asks: string;
  readonly points: number;
  readonly of: readonly ParameterName[];
  /** What such a mistake does to a network; the loss and saturation of the student's own network are added to it. */
  readonly why: string;
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
    dependsOn: [`${initializer.exercise}/parameters`],
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
  const passed: Pass[] = [];
  for (const config of configs) {
    const { parameters } = await askParameters(subject, initializer, config, context.seed);
    for (const name of question.of) {
      for (const outcome of judgeStart(initializer, question, name, parameters[name], comparisons)) {
        if (outcome.status === 'fail') return await withConsequence(outcome, initializer, subject, context);
        passed.push(outcome);
      }
    }
  }
  return {
    status: 'pass',
    measured: passed.map(({ measured }) => (typeof measured === 'number' ? format(measured) : measured)).join(', '),
    expected: question.of.map((name) => `${name} ${describeExpected(initializer.starts[name].std)}`).join(', '),
  };
}

function describeExpected(std: number): string {
  return std === 0 ? 'zero' : `of std ${format(std)} around 0`;
}

function judgeStart(
  { starts }: Initializer,
  { why, next }: StartsQuestion,
  name: ParameterName,
  tensor: TensorValue,
  comparisons: number,
): readonly (Pass | Fail)[] {
  const { std, reference } = starts[name];
  const what = `${name} [${tensor.shape.join(', ')}]`;
  if (std === 0) return [judgeFilled(what, tensor, 0, why, next)];
  const draw = { what, tensor, std, reference, comparisons, consequence: why, next };
  const [spread, mean] = judgeDraw(draw);
  const named = (outcome: Pass | Fail, statistic: string): Pass | Fail =>
    outcome.status === 'pass' && typeof outcome.measured === 'number'
      ? { ...outcome, measured: `${what} ${statistic} ${format(outcome.measured)}` }
      : outcome;
  return [named(spread, 'std'), named(mean, 'mean'), judgeNormal(what, tensor, std, comparisons)];
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
