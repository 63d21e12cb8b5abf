/** backward() from a student's loss: does it reach every parameter, and with the right numbers? */
import { asTensor } from '../grading/answers.js';
import { format } from '../grading/format.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Answer, Subject } from '../guest/contract/subject.js';
import { type Handle, TensorValue } from '../guest/contract/value.js';
import { fromTensor } from '../reference/matrix.js';
import { reference } from '../reference/reference.js';
import type { Expected } from './expected-output.js';
import { judgeValues } from './judge.js';

/** A loss of the student's and the parameters that it was computed from. */
export interface GradientQuestion {
  /** The loss, for a message: "initialLoss(p, X, Y)". */
  readonly what: string;
  readonly loss: Answer;
  /** The object that was passed in, kept in the guest. */
  readonly parameters: Handle;
  /** The right gradient of each parameter, by its name. */
  readonly gradients: Readonly<Record<string, Expected>>;
}

const startAnew = '.data, .item(), .toArray(), .detach(), noGrad and tensor(...) start anew without a history.';

/** Calls backward() on the loss and compares the gradient of every parameter; all are read before any is judged. */
export async function judgeParameterGradients(subject: Subject, question: GradientQuestion): Promise<Pass | Fail> {
  const { what, loss, parameters, gradients } = question;
  const names = Object.keys(gradients);
  if (!asTensor(loss.value, what, []).requiresGrad) return withoutHistory(what, names);
  await subject.invoke(loss.handle, 'backward');

  const arrived: { readonly name: string; readonly gradient: TensorValue }[] = [];
  const cutOff: string[] = [];
  for (const name of names) {
    const { shape, grad } = asTensor((await subject.read(parameters, name)).value, name);
    if (grad) arrived.push({ name, gradient: new TensorValue(shape, grad) });
    else cutOff.push(name);
  }
  if (cutOff.length > 0) return unreached(cutOff, names);

  const lines: string[] = [];
  for (const { name, gradient } of arrived) {
    const judged = judgeValues({
      what: `${name}.grad`,
      measured: gradient,
      ...(gradients[name] ?? { expected: [] }),
      reference: `the derivative of the loss with respect to ${name}`,
      consequence: 'A wrong gradient trains towards something else.',
      next: 'The values are right, so look for a part of the computation that bypasses autograd, or that is counted twice.',
    });
    if (judged.status === 'fail') return judged;
    const { data } = gradient;
    const { std } = await reference.statistics(fromTensor({ shape: [1, data.length], data }));
    lines.push(`${name} std ${format(std)}`);
  }
  return { status: 'pass', measured: `gradients: ${lines.join(', ')}`, expected: 'those of the reference' };
}

/** The value may be right: backward() has nothing to go back along. */
function withoutHistory(what: string, names: readonly string[]): Fail {
  return {
    status: 'fail',
    rationale: `${what} has no history: it does not remember that it was computed from ${listed(names)}. backward() would not reach any of them, and nothing could be trained.`,
    measured: 'requiresGrad of the loss is false',
    expected: 'a loss that was computed from the parameters',
    next: `Compute with the tensors themselves to the end: ${startAnew}`,
  };
}

function unreached(cutOff: readonly string[], names: readonly string[]): Fail {
  return {
    status: 'fail',
    rationale: `After backward(), ${listed(cutOff)} ${cutOff.length === 1 ? 'has' : 'have'} no gradient: something between there and the loss left the graph. Training would leave ${listed(cutOff)} as drawn.`,
    measured: `no gradient for ${listed(cutOff)}`,
    expected: `a gradient for ${listed(names)}`,
    next: `Compute with the tensors themselves all the way: ${startAnew}`,
  };
}

const listed = (names: readonly string[]) => new Intl.ListFormat('en-GB').format(names);
