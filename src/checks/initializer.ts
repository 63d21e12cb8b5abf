/** What an exercise's initializer must give, and how to ask it. */
import { asRecord, asTensor } from '../grading/answers.js';
import { initialize, parameterShapes, readParameters } from './network.js';
import type { Answer, Subject } from '../guest/contract/subject.js';
import type { TensorValue } from '../guest/contract/value.js';
import type { NetworkConfig } from '../torch/course-types.js';

/** The parameters of the course's network, in the order in which the lecture draws them. */
export const parameterNames = ['C', 'W1', 'b1', 'W2', 'b2'] as const;
export type ParameterName = (typeof parameterNames)[number];

/** How one parameter starts out: draws from N(0, std^2), or zeros where std is 0. */
export interface Start {
  readonly std: number;
  /** Whose std that is, for a message: "the std of the lecture's small output layer". */
  readonly reference: string;
}

/** An exercise's initializer: its export, and how each parameter that it returns must start out. */
export interface Initializer {
  /** "1.4" */
  readonly exercise: string;
  /** "initFixedOutput" */
  readonly exportName: string;
  readonly starts: Readonly<Record<ParameterName, Start>>;
}

/** The parameters that a student's initializer returned, each of its shape. */
export type StudentParameters = Readonly<Record<ParameterName, TensorValue>>;

/** Draws from N(0, 1), as randn gives them. */
export const standardNormal: Start = { std: 1, reference: "randn's own std" };

/** Zeros. */
export const zero: Start = { std: 0, reference: 'zero' };

/** Asks for a network from a fresh generator of that seed, and reads it: all parameters, each of its shape. */
export async function askParameters(
  subject: Subject,
  { exportName }: Initializer,
  config: NetworkConfig,
  seed: number,
): Promise<{ readonly answer: Answer; readonly parameters: StudentParameters }> {
  const answer = await initialize(subject, exportName, config, seed);
  return { answer, parameters: readParameters(answer.value, parameterShapes(config)) };
}

/** Asks for a network and reads some of its parameters: a mistake in another one is another check's business. */
export async function askSome(
  subject: Subject,
  { exportName }: Initializer,
  config: NetworkConfig,
  seed: number,
  names: readonly ParameterName[],
): Promise<readonly (readonly [ParameterName, TensorValue])[]> {
  const { value } = await initialize(subject, exportName, config, seed);
  const record = asRecord(value, `${exportName}(config, generator)`);
  const shapes = parameterShapes(config);
  return names.map((name) => [name, asTensor(record[name], name, shapes[name])] as const);
}

/** The parameters that are drawn at random, in the lecture's order. */
export function drawnBy({ starts }: Initializer): readonly ParameterName[] {
  return parameterNames.filter((name) => starts[name].std > 0);
}
