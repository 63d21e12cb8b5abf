/** The network that the exercises initialize: the two sizes it is judged at, its parameters by name and shape. */
import type { Answer, Subject } from '../guest/contract/subject.js';
import { GeneratorSeed, type TensorValue, type Value } from '../guest/contract/value.js';
import type { NetworkConfig } from '../torch/course-types.js';
import { asRecord, asTensor } from '../grading/answers.js';

/** The lecture's sizes. */
export const lectureConfig: NetworkConfig = { vocabSize: 27, blockSize: 3, nEmbd: 10, nHidden: 200 };

/** A second shape, W1 [500, 100]: at one shape alone some wrong formulas lie within the sampling error of the right one. */
export const wideConfig: NetworkConfig = { vocabSize: 40, blockSize: 5, nEmbd: 100, nHidden: 100 };

/** Names and shapes of the parameters, in the order in which the course's solutions draw them. */
export function parameterShapes({ vocabSize, blockSize, nEmbd, nHidden }: NetworkConfig): {
  readonly C: readonly number[];
  readonly W1: readonly number[];
  readonly b1: readonly number[];
  readonly W2: readonly number[];
  readonly b2: readonly number[];
} {
  return {
    C: [vocabSize, nEmbd],
    W1: [blockSize * nEmbd, nHidden],
    b1: [nHidden],
    W2: [nHidden, vocabSize],
    b2: [vocabSize],
  };
}

/** The same with the gain and the bias of batch normalization. */
export function batchNormShapes(config: NetworkConfig) {
  return { ...parameterShapes(config), bnGain: [1, config.nHidden], bnBias: [1, config.nHidden] };
}

/** Calls the student's initialization with a fresh generator of that seed. */
export function initialize(subject: Subject, name: string, config: NetworkConfig, seed: number): Promise<Answer> {
  return subject.call(name, { ...config }, new GeneratorSeed(seed));
}

/** Reads a set of parameters, each of its shape. */
export function readParameters<Name extends string>(
  value: Value,
  shapes: Readonly<Record<Name, readonly number[]>>,
): Readonly<Record<Name, TensorValue>> {
  const record = asRecord(value, 'the returned parameters');
  return mapRecord(shapes, (shape, name) => asTensor(record[name], name, shape));
}

function mapRecord<Name extends string, In, Out>(
  record: Readonly<Record<Name, In>>,
  change: (value: In, name: Name) => Out,
): Record<Name, Out>;
function mapRecord(record: Readonly<Record<string, unknown>>, change: (value: unknown, name: string) => unknown) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}
