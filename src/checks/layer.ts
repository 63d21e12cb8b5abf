/** One layer of a student's, asked from outside: its result and `out`, and its parameters. */
import { asList, asTensor, describe } from '../grading/answers.js';
import { judgeFilled } from './judge-filled.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import { type Handle, TensorValue } from '../guest/contract/value.js';

const keepOut =
  'Keep the result in this.out before you return it: the diagnostics of part 6 read it after a forward pass.';

/** What a layer's `parameters()` returns, each with its values and its gradient. */
export async function readLayerParameters(subject: Subject, layer: Handle, what: string) {
  const answer = await subject.invoke(layer, 'parameters');
  const tensors = asList(answer.value, `${what}.parameters()`).map((value, index) =>
    asTensor(value, `${what}.parameters()[${index}]`),
  );
  return { tensors, handle: answer.handle };
}

/** Runs a layer; its result must also be found in `out`. */
export async function runLayer(
  subject: Subject,
  layer: Handle,
  x: TensorValue | Handle,
  shape: readonly number[],
  what: string,
) {
  const answer = await subject.invoke(layer, 'forward', x);
  const y = asTensor(answer.value, `${what}.forward(x)`, shape);
  const kept = (await subject.read(layer, 'out')).value;
  const isKept = kept instanceof TensorValue && sameValues(kept, y);
  const missing: Fail = {
    status: 'fail',
    rationale: `After forward, ${what}.out is ${isKept ? '' : describe(kept)} and not what forward returned. Whoever looks into the network later finds nothing, or the wrong thing.`,
    measured: describe(kept),
    expected: 'what forward returned',
    next: keepOut,
  };
  return { y, handle: answer.handle, out: isKept ? undefined : missing };
}

/** Whether two tensors hold the same numbers. */
function sameValues(a: TensorValue, b: TensorValue): boolean {
  return a.data.length === b.data.length && a.data.every((value, index) => Object.is(value, b.data[index]));
}

/** The list that `parameters()` returns, by its shapes. */
export function judgeParameterShapes(
  tensors: readonly TensorValue[],
  shapes: readonly (readonly number[])[],
  what: string,
  consequence = 'The optimizer updates exactly this list: what is missing from it is never trained.',
): Pass | Fail {
  const write = (list: readonly (readonly number[])[]) =>
    `[${list.map((shape) => `[${shape.join(', ')}]`).join(', ')}]`;
  const measured = write(tensors.map(({ shape }) => shape));
  const expected = write(shapes);
  if (measured === expected) return { status: 'pass', measured, expected };
  return {
    status: 'fail',
    rationale: `parameters() of ${what} has the shapes ${measured} instead of ${expected}. ${consequence}`,
    measured,
    expected,
    next: 'Return every trained tensor of the layer and nothing else: weight before bias, gamma before beta.',
  };
}

/** A tensor of a new layer that holds one number everywhere, and why it must. */
interface FilledParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value: 0 | 1;
  readonly isTrained: boolean;
  readonly why: string;
}

/** Judges shape, values and requiresGrad of a tensor that starts filled. */
export async function judgeFilledParameter(
  subject: Subject,
  layer: Handle,
  { name, shape, value, isTrained, why }: FilledParameter,
): Promise<Pass | Fail> {
  const tensor = asTensor((await subject.read(layer, name)).value, name, shape);
  if (isTrained && !tensor.requiresGrad) return notTrained(name);
  if (!isTrained && tensor.requiresGrad) return notRemembered(name);
  const options = isTrained ? ', { requiresGrad: true }' : '';
  const make = `Make ${name} with ${value === 1 ? 'ones' : 'zeros'}([${shape.join(', ')}]${options}), its size taken from the constructor's arguments.`;
  return judgeFilled(name, tensor, value, why, make);
}

/** A buffer that autograd would follow. */
export function notRemembered(name: string): Fail {
  return {
    status: 'fail',
    rationale: `${name} has requiresGrad true: it is remembered, not trained, and every update would become part of the graph that backward goes through.`,
    measured: 'requiresGrad true',
    expected: 'requiresGrad false',
    next: `Make ${name} without requiresGrad, and update it inside noGrad.`,
  };
}

/** A parameter of a layer that autograd does not follow. */
export function notTrained(name: string): Fail {
  return {
    status: 'fail',
    rationale: `${name} has requiresGrad false: backward passes it by, and training would leave it as it is.`,
    measured: 'requiresGrad false',
    expected: 'requiresGrad true',
    next: `Set ${name}.requiresGrad = true, after any scaling.`,
  };
}
