/** What an exercise's initializer must give, and how to ask it. */
import { asRecord, asTensor } from '../grading/answers.js';
import type { Answer, Subject } from '../guest/contract/subject.js';
import { GeneratorSeed, type Handle, type TensorValue } from '../guest/contract/value.js';
import type { NetworkConfig } from '../torch/course-types.js';
import { batchNormShapes } from './network.js';
import type { Start } from './start.js';

/** The parameters of the course's networks, in the order in which the lecture draws them; the last two with batch norm only. */
export const everyName = ['C', 'W1', 'b1', 'W2', 'b2', 'bnGain', 'bnBias'] as const;
export type ParameterName = (typeof everyName)[number];

/** One entry for every parameter of the two-layer network, and for the two of batch norm where there is one. */
interface PerParameter<T> {
  readonly C: T;
  readonly W1: T;
  readonly b1: T;
  readonly W2: T;
  readonly b2: T;
  readonly bnGain?: T;
  readonly bnBias?: T;
}

/** An exercise's initializer: its export, and how each parameter that it returns must start out. */
export interface Initializer {
  /** "1.4" */
  readonly exercise: string;
  /** "initFixedOutput" */
  readonly exportName: string;
  readonly starts: PerParameter<Start>;
}

/** The parameters that a student's initializer returned, each of its shape. */
export type StudentParameters = PerParameter<TensorValue>;

/** A parameter by its name. */
export interface NamedTensor {
  readonly name: ParameterName;
  readonly tensor: TensorValue;
}

/** The parameters that this initializer has, in order. */
export function namesOf({ starts }: Initializer): readonly ParameterName[] {
  return everyName.filter((name) => starts[name] !== undefined);
}

/** The parameters that are drawn at random, in the lecture's order. */
export function drawnBy({ starts }: Initializer): readonly ParameterName[] {
  return everyName.filter((name) => starts[name]?.kind === 'drawn');
}

/** The standard deviation with which a parameter of that shape is drawn: 0 where it is not drawn at all. */
export function stdOf({ starts }: Initializer, name: ParameterName, shape: readonly number[]): number {
  const start = starts[name];
  return start?.kind === 'drawn' ? start.std(shape) : 0;
}

function initialize(
  subject: Subject,
  { exportName }: Initializer,
  config: NetworkConfig,
  generator: GeneratorSeed | Handle,
): Promise<Answer> {
  return subject.call(exportName, { ...config }, generator);
}

/** Asks for a network and reads all its parameters, each of its shape. */
export async function askParameters(
  subject: Subject,
  initializer: Initializer,
  config: NetworkConfig,
  seed: number,
): Promise<{ readonly answer: Answer; readonly parameters: StudentParameters }> {
  const answer = await initialize(subject, initializer, config, new GeneratorSeed(seed));
  const read = reader(initializer, answer, config);
  const { bnGain, bnBias } = initializer.starts;
  return {
    answer,
    parameters: {
      C: read('C'),
      W1: read('W1'),
      b1: read('b1'),
      W2: read('W2'),
      b2: read('b2'),
      ...(bnGain ? { bnGain: read('bnGain') } : {}),
      ...(bnBias ? { bnBias: read('bnBias') } : {}),
    },
  };
}

/** Asks for a network, from a fresh generator or from one that the guest holds, and reads some of its parameters: a mistake in another one is another check's business. */
export async function askSome(
  subject: Subject,
  initializer: Initializer,
  config: NetworkConfig,
  generator: GeneratorSeed | Handle,
  names: readonly ParameterName[],
): Promise<readonly NamedTensor[]> {
  const read = reader(initializer, await initialize(subject, initializer, config, generator), config);
  return names.map((name) => ({ name, tensor: read(name) }));
}

function reader({ exportName }: Initializer, { value }: Answer, config: NetworkConfig) {
  const record = asRecord(value, `${exportName}(config, generator)`);
  const shapes = batchNormShapes(config);
  return (name: ParameterName) => asTensor(record[name], name, shapes[name]);
}
