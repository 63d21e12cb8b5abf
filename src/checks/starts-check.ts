/** The check that parameters start out as the exercise asks: drawn with a std, or constant. */
import type { Check, CheckContext } from '../grading/check.js';
import { format, formatRatio } from '../grading/format.js';
import { distanceBand, distanceFromNormal, meanBand, stdBand, within } from '../grading/tolerance.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import { GeneratorSeed, type TensorValue } from '../guest/contract/value.js';
import { reference } from '../reference/reference.js';
import { fromTensor } from '../reference/matrix.js';
import type { NetworkConfig } from '../torch/course-types.js';
import { batchAfter } from './batch.js';
import { askParameters, drawnBy, type Initializer, type Start } from './initializer.js';
import { lecture, type ParameterName, shapeOf, sizesFor, wide } from './sizes.js';
import { describeStart, measureStart } from './start.js';

/** Which parameters one check is about. */
export interface StartsQuestion {
  readonly id: string;
  readonly asks: string;
  readonly points: number;
  readonly of: readonly ParameterName[];
  readonly dependsOn?: readonly string[];
  /** The next thing to try, where the general advice is not enough. */
  readonly next?: string;
}

/** A parameter that does not start out as it should, before the consequence is measured. */
type Mismatch = Omit<Fail, 'status' | 'next'>;

/** Three comparisons for each drawn parameter: its std, its mean, its distribution. */
const COMPARISONS = 3;

/**
 * Each parameter at two shapes, 30x200 and 500x100 for W1: std by chi-square, mean by the normal distribution, the distribution
 * by Dvoretzky, Kiefer, Wolfowitz; all comparisons of the check together refuse a right answer less than once in a million.
 */
export function startsCheck(initializer: Initializer, question: StartsQuestion): Check {
  return {
    id: `${initializer.exercise}/${question.id}`,
    asks: question.asks,
    points: question.points,
    dependsOn: question.dependsOn ?? [`${initializer.exercise}/parameters`],
    run: (subject, context) => judgeStarts(initializer, question, subject, context),
  };
}

async function judgeStarts(
  initializer: Initializer,
  question: StartsQuestion,
  subject: Subject,
  context: CheckContext,
): Promise<Pass | Fail> {
  const sizes = [lecture, wide];
  const comparisons = COMPARISONS * sizes.length * question.of.length;
  const measured: string[] = [];
  const expected: string[] = [];
  for (const config of sizes) {
    const parameters = await askParameters(subject, initializer, config, new GeneratorSeed(context.seed));
    for (const name of question.of) {
      const tensor = parameters[name];
      const start = initializer.starts[name];
      if (!tensor || !start) throw new RangeError(`startsCheck: ${initializer.exportName} has no ${name}`);
      const mismatch = await compareStart(name, start, tensor, config, comparisons);
      if (mismatch) return await explain(initializer, question, mismatch, subject, context);
      const shape = shapeOf(name, config).join('x');
      measured.push(`${name} ${shape}: ${await summarize(start, tensor)}`);
      expected.push(describeExpected(start, config));
    }
  }
  return { status: 'pass', measured: measured.join('; '), expected: [...new Set(expected)].join('; ') };
}

async function summarize(start: Start, tensor: TensorValue): Promise<string> {
  if (start.kind === 'constant') return `all ${format(start.value)}`;
  const { mean, std } = await reference.statistics(fromTensor(tensor));
  return `std ${format(std)}, mean ${format(mean)}`;
}

function describeExpected(start: Start, config: NetworkConfig): string {
  return start.kind === 'constant'
    ? `all ${format(start.value)}`
    : `N(0, std^2) with std ${format(start.std(config))}${start.reference === '' ? '' : ` = ${start.reference}`}`;
}

async function compareStart(
  name: ParameterName,
  start: Start,
  tensor: TensorValue,
  config: NetworkConfig,
  comparisons: number,
): Promise<Mismatch | undefined> {
  const where = `${name} [${tensor.shape.join(', ')}]`;
  const lost = tensor.data.findIndex((value) => !Number.isFinite(value));
  if (lost >= 0) {
    const value = String(tensor.data[lost]);
    return { rationale: `${where} holds ${value} (element ${lost}).`, measured: value, expected: 'finite numbers' };
  }
  const statistics = await reference.statistics(fromTensor(tensor));
  if (start.kind === 'constant') {
    const off = tensor.data.filter((value) => value !== start.value).length;
    if (off === 0) return undefined;
    const spread = `mean ${format(statistics.mean)}, std ${format(statistics.std)}`;
    return {
      rationale: `${where} should be ${format(start.value)} everywhere, and ${off === tensor.data.length ? 'none' : `${format(tensor.data.length - off)} of its ${format(tensor.data.length)} values`} is (${spread}).`,
      measured: spread,
      expected: `${format(start.value)} everywhere`,
    };
  }
  return compareDraws(where, start, tensor, statistics, start.std(config), comparisons);
}

function compareDraws(
  where: string,
  start: { readonly reference: string },
  { data }: TensorValue,
  { mean, std, min, max }: { mean: number; std: number; min: number; max: number },
  sigma: number,
  comparisons: number,
): Mismatch | undefined {
  const target = `${format(sigma)}${start.reference === '' ? '' : ` = ${start.reference}`}`;
  if (min === max) {
    return {
      rationale: `${where} is ${format(min)} everywhere, where independent draws with standard deviation ${target} belong.`,
      measured: std,
      expected: sigma,
    };
  }
  const stds = stdBand(sigma, data.length, comparisons);
  if (!within(stds, std)) {
    return {
      rationale:
        `${where} has standard deviation ${format(std)}, about ${formatRatio(twoDigits(std / sigma))} against ${target} ` +
        `(draws of that std give ${format(stds.low)} to ${format(stds.high)}).`,
      measured: std,
      expected: sigma,
      ratio: std / sigma,
    };
  }
  const means = meanBand(0, sigma, data.length, comparisons);
  if (!within(means, mean)) {
    return {
      rationale: `${where} has mean ${format(mean)}, where draws around 0 give ${format(means.low)} to ${format(means.high)}: its values lean to one side.`,
      measured: mean,
      expected: 0,
      error: Math.abs(mean),
    };
  }
  const distance = distanceFromNormal(data, 0, sigma);
  const distances = distanceBand(data.length, comparisons);
  if (within(distances, distance)) return undefined;
  return {
    rationale:
      `${where} has the right mean and standard deviation (${format(mean)}, ${format(std)}) but is not normal: the share of values below some ` +
      `point is ${format(distance)} away from the bell curve's, where ${data.length} normal draws stay within ${format(distances.high)}.`,
    measured: distance,
    expected: `at most ${format(distances.high)}`,
  };
}

/** The std of a few thousand draws is good to about 1 %: more digits of the ratio would say nothing. */
function twoDigits(ratio: number): number {
  return Number(ratio.toPrecision(ratio > 0.5 && ratio < 2 ? 3 : 2));
}

/** Adds what the student's own network does with such parameters, measured on the data. */
async function explain(
  initializer: Initializer,
  question: StartsQuestion,
  mismatch: Mismatch,
  subject: Subject,
  { seed, examples }: CheckContext,
): Promise<Fail> {
  const config = sizesFor(examples);
  const parameters = await askParameters(subject, initializer, config, new GeneratorSeed(seed));
  const batch = batchAfter(seed, config, drawnBy(initializer), examples);
  const start = await measureStart(parameters, batch);
  return {
    status: 'fail',
    ...mismatch,
    rationale: `${mismatch.rationale} ${describeStart(start, examples)}`,
    notes: [batch.note],
    next: question.next ?? adviceFor(initializer, question),
  };
}

function adviceFor({ starts }: Initializer, { of }: StartsQuestion): string {
  const parts = of.map((name) => {
    const start = starts[name];
    if (!start) return name;
    if (start.kind === 'constant') return `${name} of ${start.value === 0 ? 'zeros(shape)' : 'ones(shape)'}`;
    const std = start.std(lecture);
    return `${name} by randn(shape, { generator })${std === 1 ? '' : `.mul(${start.reference})`}`;
  });
  return `Make ${parts.join(', ')}.`;
}
