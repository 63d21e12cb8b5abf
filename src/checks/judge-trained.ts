import { asRecord, asTensor } from '../grading/answers.js';
import { format } from '../grading/format.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Answer, Subject } from '../guest/contract/subject.js';

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
