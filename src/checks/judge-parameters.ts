/** What every initialization must have whatever its scale: trained parameters, drawn from the generator that was passed in. */
import type { Answer, Subject } from '../guest/contract/subject.js';
import type { TensorValue } from '../guest/contract/value.js';
import { asRecord, asTensor } from '../grading/answers.js';
import { format } from '../grading/format.js';
import { judgeBand } from './judge.js';
import { batchNormShapes, initialize, lectureConfig } from './network.js';
import { meanBand, placeOf, stdBand } from '../grading/tolerance.js';
import type { Fail, Pass } from '../grading/verdict.js';

/** Every parameter is a leaf that autograd follows: asks each for a gradient, through a sum, and looks where it arrives. */
export async function judgeTrained(subject: Subject, answer: Answer, names: readonly string[]): Promise<Pass | Fail> {
  const parameters = asRecord(answer.value, 'the returned parameters');
  for (const name of names) {
    const fail = (measured: string, why: string): Fail => ({
      status: 'fail',
      rationale: `${name} ${why} Training would leave it as it was drawn.`,
      measured,
      expected: 'requiresGrad true, on the tensor that is returned',
      next: `Draw and scale ${name} first, then set ${name}.requiresGrad = true on the tensor that you return.`,
    });
    if (!asTensor(parameters[name], name).requiresGrad) {
      return fail(`${name}.requiresGrad is false`, 'has requiresGrad false: autograd does not follow it.');
    }
    const total = await subject.invoke(answer.handle.at(name), 'sum');
    await subject.invoke(total.handle, 'backward');
    const { grad } = asTensor((await subject.read(answer.handle, name)).value, name);
    if (!grad?.every((value) => value === 1)) {
      return fail(
        `${name}.grad is ${grad ? format(grad[0] ?? NaN) : 'null'} after backward`,
        'is the result of a computation, not a parameter: the gradient stays with the tensor it was computed from.',
      );
    }
  }
  return { status: 'pass', measured: `${names.join(', ')} receive gradients`, expected: 'a gradient for each' };
}

/** The same seed gives the same parameters, another seed others: every draw comes from the generator that was passed in. */
export async function judgeSeeded(
  subject: Subject,
  name: string,
  seed: number,
  drawn: readonly string[],
): Promise<Pass | Fail> {
  const shapes: Readonly<Record<string, readonly number[]>> = batchNormShapes(lectureConfig);
  const draw = async (from: number) => {
    const record = asRecord((await initialize(subject, name, lectureConfig, from)).value, 'the returned parameters');
    return drawn.map((each) => ({ name: each, tensor: asTensor(record[each], each, shapes[each]) }));
  };
  const first = await draw(seed);
  const again = await draw(seed);
  const other = await draw(seed === 1 ? 2 : seed - 1);
  for (const [index, { name: each, tensor }] of first.entries()) {
    const twin = again[index]?.tensor.data;
    const changed = tensor.data.findIndex((value, at) => value !== twin?.[at]);
    if (changed >= 0) {
      return {
        status: 'fail',
        rationale: `Two networks from generators of the same seed differ: ${each}${placeOf(changed, tensor.shape)} is ${format(tensor.data[changed] ?? NaN)} in one and ${format(twin?.[changed] ?? NaN)} in the other. A run that cannot be repeated cannot be debugged.`,
        measured: 'other numbers from the same seed',
        expected: 'the same seed, the same network',
        next: `Pass the generator to every draw: randn(shape, { generator }).`,
      };
    }
    const stranger = other[index]?.tensor.data;
    // The same number everywhere was not drawn at all: what it should be is for the check of its scale to say.
    const isConstant = tensor.data.every((value) => value === tensor.data[0]);
    if (!isConstant && tensor.data.every((value, at) => value === stranger?.[at])) {
      return {
        status: 'fail',
        rationale: `${each} is the same for two different seeds: it was not drawn from the generator that was passed in.`,
        measured: 'the same numbers from another seed',
        expected: 'another seed, another network',
        next: `Pass the generator to the draw of ${each}: randn(shape, { generator }), and seed nothing yourself.`,
      };
    }
  }
  return {
    status: 'pass',
    measured: `${drawn.join(', ')}: equal for equal seeds, different for different ones`,
    expected: 'the same seed, the same network',
  };
}

/** A parameter that is drawn with mean 0 and a given standard deviation. */
export interface DrawQuestion {
  /** "W1 at 30x200". */
  readonly what: string;
  readonly tensor: TensorValue;
  readonly std: number;
  /** Where the std comes from: "(5/3) / sqrt(30)". */
  readonly reference: string;
  /** How many statistics the whole check looks at. */
  readonly comparisons: number;
  readonly consequence: string;
  readonly next: string;
}

/** Judges mean and standard deviation of a random draw against their sampling distributions. */
export function judgeDraw(question: DrawQuestion): readonly [Pass | Fail, Pass | Fail] {
  const { what, tensor, std, comparisons } = question;
  const count = tensor.data.length;
  const mean = tensor.data.reduce((sum, value) => sum + value, 0) / count;
  const spread = Math.sqrt(tensor.data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
  return [
    judgeBand({
      ...question,
      what: `The standard deviation of ${what}`,
      measured: spread,
      band: stdBand(std, count, comparisons),
    }),
    judgeBand({
      what: `The mean of ${what}`,
      measured: mean,
      band: meanBand(0, std, count, comparisons),
      reference: 'a draw around 0',
      consequence: 'Weights with a common offset move every neuron the same way, whatever its input says.',
      next: 'Draw around 0: randn(...) is, and multiplying keeps it so; rand(...) lies in 0..1.',
    }),
  ];
}

/** A parameter that starts at one value everywhere. */
export function judgeFilled(
  what: string,
  tensor: TensorValue,
  value: number,
  consequence: string,
  next: string,
): Pass | Fail {
  const off = tensor.data.findIndex((each) => each !== value);
  if (off < 0) return { status: 'pass', measured: `${what} is ${format(value)} everywhere`, expected: value };
  const count = tensor.data.reduce((sum, each) => sum + (each === value ? 0 : 1), 0);
  return {
    status: 'fail',
    rationale: `${what}${placeOf(off, tensor.shape)} is ${format(tensor.data[off] ?? NaN)} and should be ${format(value)} (${format(count)} of ${format(tensor.data.length)} values are off). ${consequence}`,
    measured: tensor.data[off] ?? NaN,
    expected: value,
    next,
  };
}
