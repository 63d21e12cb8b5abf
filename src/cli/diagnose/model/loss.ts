/** The loss of a model's logits, and its gradients: the judge gives that of the logits, the course's autograd does the rest. */
import type { Observation, ObservedTensor } from '../../../diagnostics/observation.js';
import { asTensor } from '../../../grading/answers.js';
import type { Answer, ModuleSubject } from '../../../guest/contract/subject.js';
import { TensorValue } from '../../../guest/contract/value.js';
import { fromTensor } from '../../../reference/matrix.js';
import { reference } from '../../../reference/reference.js';
import { UsageError } from '../../errors.js';
import type { ModelBatch } from './batch.js';

/** Measures the loss, and where it is finite fills `grad` of everything that the logits were computed from. */
export async function lossOn(
  subject: ModuleSubject,
  { value, handle }: Pick<Answer, 'value' | 'handle'>,
  { Y, rows, classes }: ModelBatch,
  file: string,
): Promise<{ readonly loss: Required<Pick<Observation, 'loss' | 'logits' | 'targets'>>; readonly classes: number }> {
  const logits = asTensor(value, 'the logits');
  const width = logits.shape[1] ?? 0;
  const wanted = `[${rows}, ${classes ?? 'classes'}]`;
  if (logits.shape.length !== 2 || logits.shape[0] !== rows || (classes !== null && width !== classes)) {
    throw new UsageError(
      `--model: ${file}: expected logits of shape ${wanted}, got [${logits.shape.join(', ')}]; the last layer gives one number a class and example`,
    );
  }
  const beyond = Y.find((label) => label >= width);
  if (beyond !== undefined) {
    throw new UsageError(
      `--model: ${file}: expected labels from 0 to ${width - 1} in Y, got ${beyond}; the logits have ${width} classes`,
    );
  }
  const matrix = fromTensor(logits);
  const loss = await reference.loss(matrix, Y);
  if (Number.isFinite(loss) && logits.requiresGrad) {
    const { data } = await reference.lossBackward(matrix, Y);
    await subject.invoke(handle, 'backward', new TensorValue(logits.shape, Float32Array.from(data)));
  }
  return { loss: { loss, logits, targets: Y }, classes: width };
}

/** A tensor from the guest as the diagnostics read it. */
export function observedTensor({ shape, data, grad }: TensorValue): ObservedTensor {
  return { shape, data, grad: grad === null ? null : { data: grad } };
}
