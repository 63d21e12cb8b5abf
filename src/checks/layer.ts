/** One layer of a student's, asked from outside: its result and `out`, its parameters, and whether they are the live ones. */
import { asList, asTensor, describe } from '../grading/answers.js';
import { trained } from './inputs.js';
import { firstFailure, judgeValues } from './judge.js';
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

/** Puts numbers into a live tensor of the student's, as an optimizer's in-place step does. */
async function overwrite(subject: Subject, tensor: Handle, values: Float32Array): Promise<void> {
  for (const [index, value] of values.entries()) await subject.write(tensor.at('data'), String(index), value);
}

/** A layer with new parameters to put in, and what it must then give forward and backward. */
export interface LiveCase {
  readonly what: string;
  readonly layer: Handle;
  readonly x: TensorValue;
  /** New values for each parameter, in the order of `parameters()`. */
  readonly values: readonly TensorValue[];
  readonly names: readonly string[];
  readonly output: { readonly expected: Float64Array; readonly bounds: Float64Array };
  readonly gradients: readonly { readonly expected: Float64Array; readonly bounds: Float64Array }[];
  readonly inputGradient: { readonly expected: Float64Array; readonly bounds: Float64Array };
  readonly upstream: TensorValue;
}

/** Writes new values into the tensors of `parameters()`: forward must use them, and backward must reach them and x. */
export async function judgeLive(subject: Subject, live: LiveCase): Promise<Pass | Fail> {
  const { what, layer, names } = live;
  const before = await readLayerParameters(subject, layer, what);
  for (const [index, tensor] of live.values.entries()) {
    await overwrite(subject, before.handle.at(index), tensor.data);
  }
  const x = await subject.hold(trained(live.x));
  const { y, handle } = await runLayer(subject, layer, x.handle, live.upstream.shape, what);
  const output = judgeValues({
    what: `The output of ${what} after a step on its parameters`,
    measured: y,
    expected: live.output.expected,
    bounds: live.output.bounds,
    reference: `what the new ${names.join(' and ')} give`,
    consequence:
      'An optimizer changes the tensors that parameters() returns, in that order. If forward computes with others, or with copies, the layer does not learn.',
    next: `Return this.${names.join(' and this.')} themselves from parameters(), and use the same tensors in forward.`,
  });
  if (output.status === 'fail') return output;

  const weighted = await subject.invoke(handle, 'mul', live.upstream);
  const total = await subject.invoke(weighted.handle, 'sum');
  await subject.invoke(total.handle, 'backward');
  const after = await readLayerParameters(subject, layer, what);
  const outcomes: (Pass | Fail)[] = [output];
  for (const [index, name] of names.entries()) {
    const tensor = after.tensors[index];
    const gradient = live.gradients[index];
    if (!tensor || !gradient) throw new Error(`5.1: ${what} has no parameter ${name}`);
    if (!tensor.grad) return unreached(what, name);
    outcomes.push(
      judgeValues({
        what: `The gradient of ${name}`,
        measured: new TensorValue(tensor.shape, tensor.grad),
        expected: gradient.expected,
        bounds: gradient.bounds,
        reference: `d(loss) / d(${name})`,
        consequence: `${name} would be trained in a wrong direction.`,
        next: `Compute with this.${name} as a tensor in forward, without detach, noGrad or toArray.`,
      }),
    );
  }
  const inputGradient = (await subject.read(x.handle, 'grad')).value;
  if (!(inputGradient instanceof TensorValue)) return unreached(what, 'x');
  outcomes.push(
    judgeValues({
      what: `The gradient of ${what}'s input`,
      measured: asTensor(inputGradient, 'x.grad', live.x.shape),
      expected: live.inputGradient.expected,
      bounds: live.inputGradient.bounds,
      reference: 'd(loss) / d(x)',
      consequence: 'Every layer below this one learns from that gradient.',
      next: 'Leave everything that forward computes from x in the graph, the batch statistics too: no detach, noGrad or item.',
    }),
  );
  return firstFailure(outcomes);
}

function unreached(what: string, name: string): Fail {
  return {
    status: 'fail',
    rationale: `backward through ${what} does not reach ${name}: its gradient stays null. ${name === 'x' ? 'The layers below' : `The ${name} in parameters()`} would never be trained.`,
    measured: `${name}.grad is null`,
    expected: `d(loss) / d(${name})`,
    next: 'Compute forward with tensor operations on the very tensors of parameters(), without detach, noGrad or toArray.',
  };
}
