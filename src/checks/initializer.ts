/** What an exercise's initializer must give, and how to ask it. */
import { asRecord, asTensor } from '../grading/answers.js';
import type { Subject } from '../guest/contract/subject.js';
import type { Argument, TensorValue } from '../guest/contract/value.js';
import type { NetworkConfig } from '../torch/course-types.js';
import { type ParameterName, shapeOf } from './sizes.js';

/** How one parameter starts out. */
export type Start =
  /** Independent draws from N(0, std^2); `reference` says where the std comes from: "1 / sqrt(fanIn)". */
  | { readonly kind: 'normal'; readonly std: (config: NetworkConfig) => number; readonly reference: string }
  /** One value everywhere: zeros, or the ones of a batch norm's gain. */
  | { readonly kind: 'constant'; readonly value: number };

/** An exercise's initializer: its export, and how each parameter that it returns must start out. */
export interface Initializer {
  /** "1.4" */
  readonly exercise: string;
  /** "initFixedOutput" */
  readonly exportName: string;
  readonly starts: Readonly<Partial<Record<ParameterName, Start>>> &
    Readonly<Record<'C' | 'W1' | 'b1' | 'W2' | 'b2', Start>>;
}

/** The parameters that a student's initializer returned. */
export type StudentParameters = Readonly<Record<'C' | 'W1' | 'b1' | 'W2' | 'b2', TensorValue>> &
  Readonly<Partial<Record<'bnGain' | 'bnBias', TensorValue>>>;

/** Independent draws from N(0, std^2). */
export function normal(std: number | ((config: NetworkConfig) => number), reference: string): Start {
  return { kind: 'normal', std: typeof std === 'number' ? () => std : std, reference };
}

/** Zeros. */
export const zero: Start = { kind: 'constant', value: 0 };

/** Ones. */
export const one: Start = { kind: 'constant', value: 1 };

/** The std of a start at those sizes, 0 for a constant. */
export function stdOf(start: Start, config: NetworkConfig): number {
  return start.kind === 'normal' ? start.std(config) : 0;
}

/** Asks for a network and reads it: every parameter a tensor of its shape. */
export async function askParameters(
  subject: Subject,
  { exportName, starts }: Initializer,
  config: NetworkConfig,
  generator: Argument,
): Promise<StudentParameters> {
  const { value } = await subject.call(exportName, { ...config }, generator);
  const record = asRecord(value, `${exportName}(config, generator)`);
  const read = (name: ParameterName) => asTensor(record[name], name, shapeOf(name, config));
  return {
    C: read('C'),
    W1: read('W1'),
    b1: read('b1'),
    W2: read('W2'),
    b2: read('b2'),
    ...(starts.bnGain ? { bnGain: read('bnGain') } : {}),
    ...(starts.bnBias ? { bnBias: read('bnBias') } : {}),
  };
}

/** The parameters with their names, in the lecture's order. */
export function named(parameters: StudentParameters): readonly (readonly [ParameterName, TensorValue])[] {
  const { C, W1, b1, W2, b2, bnGain, bnBias } = parameters;
  return [
    ['C', C],
    ['W1', W1],
    ['b1', b1],
    ['W2', W2],
    ['b2', b2],
    ...(bnGain ? [['bnGain', bnGain] as const] : []),
    ...(bnBias ? [['bnBias', bnBias] as const] : []),
  ];
}

/** The parameters that are drawn at random, in the lecture's order. */
export function drawnBy({ starts }: Initializer): readonly ParameterName[] {
  const order: readonly ParameterName[] = ['C', 'W1', 'b1', 'W2', 'b2'];
  return order.filter((name) => starts[name]?.kind === 'normal');
}
