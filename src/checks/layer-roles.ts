/** What each layer of a student's network does, told from its answers to inputs of the judge's, whatever its class is called. */
import { asTensor } from '../grading/answers.js';
import { closeEnough } from '../grading/tolerance.js';
import type { Answer, Subject } from '../guest/contract/subject.js';
import { TensorValue } from '../guest/contract/value.js';
import type { Generator } from '../torch/generator.js';
import { normalTensor } from './inputs.js';
import { type ForwardPass, isTanhOf } from './student-layers.js';

/** `other` is a layer that does something else, or several of these at once. */
export type Role = 'linear' | 'norm' | 'tanh' | 'relu' | 'other';

/** Rows of the judge's inputs: a batch norm needs a batch. */
const ROWS = 48;

/** Of the largest value that came out: two float32 passes through one layer agree by far better. */
const SAME = 1e-3;

/** The role of every layer, in order. The layers' `out` is of the judge's inputs afterwards. */
export async function rolesOf(
  subject: Subject,
  network: Answer,
  { layers }: ForwardPass,
  generator: Generator,
): Promise<readonly Role[]> {
  const roles: Role[] = [];
  for (const [index, { input }] of layers.entries()) {
    const ask = async (x: TensorValue) =>
      asTensor((await subject.invoke(network.handle.at(index), 'forward', x)).value, `layers[${index}].forward(x)`);
    roles.push(await roleOf(ask, [ROWS, input.shape[1] ?? 1], generator));
  }
  return roles;
}

async function roleOf(
  ask: (x: TensorValue) => Promise<TensorValue>,
  shape: readonly number[],
  generator: Generator,
): Promise<Role> {
  const x = normalTensor(generator, shape);
  const y = await ask(x);
  const isSameSize = y.data.length === x.data.length;
  if (isSameSize && isTanhOf(x, y)) return 'tanh';
  if (isSameSize && x.data.every((value, i) => Math.abs(Math.max(0, value) - (y.data[i] ?? NaN)) <= closeEnough(value)))
    return 'relu';
  // A normalization does not see scale and shift of its input; a layer of zeros does not either.
  const isFlat = y.data.every((value) => value === y.data[0]);
  if (isSameSize && !isFlat && areSame(await ask(mapped(x, (value) => 3 * value + 2)), y)) return 'norm';
  const other = normalTensor(generator, shape);
  const [ofOther, ofSum, ofZero] = [
    await ask(other),
    await ask(mapped(x, (value, i) => value + (other.data[i] ?? 0))),
    await ask(mapped(x, () => 0)),
  ];
  const superposed = mapped(y, (value, i) => value + (ofOther.data[i] ?? 0) - (ofZero.data[i] ?? 0));
  return areSame(ofSum, superposed) ? 'linear' : 'other';
}

function mapped({ shape, data }: TensorValue, change: (value: number, index: number) => number): TensorValue {
  return new TensorValue(shape, data.map(change));
}

function areSame(a: TensorValue, b: TensorValue): boolean {
  const largest = b.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (
    a.data.length === b.data.length &&
    a.data.every((value, i) => Math.abs(value - (b.data[i] ?? NaN)) <= SAME * largest)
  );
}
