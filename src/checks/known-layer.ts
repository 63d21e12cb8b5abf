/** A layer of one of the course's kinds, in a place of a student's network. */
import { asTensor } from '../grading/answers.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import type { Handle, TensorValue } from '../guest/contract/value.js';
import { fromTensor } from '../reference/matrix.js';
import { batchNormOutput, DEFAULT_EPS, type Expected, linearOutput, tanhOutput } from './expected-output.js';
import { judgeValues } from './judge.js';

export type LayerKind = 'Linear' | 'BatchNorm1d' | 'Tanh';

/** A layer, what went into it and what came out. */
interface LayerAnswer {
  readonly layer: Handle;
  readonly x: TensorValue;
  readonly y: TensorValue;
}

/** Judges a layer's output by the parameters that it holds (by their names: that parameters() lists them is asked elsewhere). */
export async function judgeKnownLayer(
  subject: Subject,
  what: string,
  kind: LayerKind,
  { layer, x, y }: LayerAnswer,
): Promise<Pass | Fail> {
  const read = async (name: string) =>
    fromTensor(asTensor((await subject.read(layer, name)).value, `${name} of ${what}`));
  const input = fromTensor(x);
  const judge = (expected: Expected, reference: string) =>
    judgeValues({
      what: `The output of ${what}`,
      measured: y,
      ...expected,
      reference,
      consequence: 'The layers are applied from first to last: in another order this is another network.',
      next: 'Order them as the signal goes: Linear, BatchNorm1d, Tanh, Linear.',
    });
  switch (kind) {
    case 'Tanh':
      return judge(await tanhOutput(input), 'tanh(x)');
    case 'Linear':
      return judge(await linearOutput(input, await read('weight'), await read('bias')), 'x @ weight + bias');
    case 'BatchNorm1d': {
      const rule = { gain: await read('gamma'), bias: await read('beta'), eps: DEFAULT_EPS, correction: 0 } as const;
      return judge(await batchNormOutput(input, rule), 'the batch norm of x');
    }
  }
}
