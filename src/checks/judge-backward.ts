/** What backward leaves behind one layer, beside the reference. */
import { asTensor } from '../grading/answers.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import { type Handle, TensorValue } from '../guest/contract/value.js';
import type { Expected } from './expected-output.js';
import { firstFailure, judgeValues } from './judge.js';

/** A tensor that backward must reach, and the gradient that it must have then. */
interface Reached {
  /** "gamma". */
  readonly name: string;
  readonly tensor: Handle;
  readonly shape: readonly number[];
  readonly gradient: Expected;
}

/** One forward pass of a layer whose output can be differentiated. */
export interface BackwardCase {
  /** "BatchNorm1d". */
  readonly what: string;
  readonly output: Handle;
  /** The gradient that arrives at the output. */
  readonly upstream: TensorValue;
  readonly parameters: readonly Reached[];
  readonly input: Omit<Reached, 'name'>;
}

/** Calls backward on the output and judges the gradient of every parameter, then that of the input. */
export async function judgeBackward(subject: Subject, asked: BackwardCase): Promise<Pass | Fail> {
  const { what, output, upstream, parameters, input } = asked;
  const y = asTensor((await subject.hold(output)).value, `${what}.forward(x)`);
  if (!y.requiresGrad) return unreached(what, 'x');
  await subject.invoke(output, 'backward', upstream);
  const outcomes: (Pass | Fail)[] = [];
  for (const { name, tensor, shape, gradient } of parameters) {
    const grad = (await subject.read(tensor, 'grad')).value;
    if (!(grad instanceof TensorValue)) return unreached(what, name);
    outcomes.push(
      judgeValues({
        what: `The gradient of ${name}`,
        measured: asTensor(grad, `${name}.grad`, shape),
        ...gradient,
        reference: `d(loss) / d(${name})`,
        consequence: `${name} would be trained in a wrong direction.`,
        next: `Compute with this.${name} as a tensor in forward, without detach, noGrad or toArray.`,
      }),
    );
  }
  const grad = (await subject.read(input.tensor, 'grad')).value;
  if (!(grad instanceof TensorValue)) return unreached(what, 'x');
  outcomes.push(
    judgeValues({
      what: `The gradient of ${what}'s input`,
      measured: asTensor(grad, 'x.grad', input.shape),
      ...input.gradient,
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
    rationale: `backward through ${what} does not reach ${name}: its gradient stays null. ${name === 'x' ? 'The layers below' : `The ${name} in the layer`} would never be trained.`,
    measured: `${name}.grad is null`,
    expected: `d(loss) / d(${name})`,
    next: 'Compute forward with tensor operations on the very tensors of the layer, without detach, noGrad or toArray.',
  };
}
