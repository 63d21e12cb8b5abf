/** What every implementation answers for a network and a batch, under one set of names. */
import type { BackwardTrace } from '../../../src/reference/backward.js';
import type { Example } from './configuration.js';

/** By name, as "loss" or "layer 0: weight gradient": values, row-major. */
export type Outcome = ReadonlyMap<string, ArrayLike<number>>;

/** One way to compute a network. */
export interface Implementation {
  readonly name: string;
  run(example: Example): Promise<Outcome>;
}

/** The outcome of any implementation of the `Reference` interface. */
export function outcomeOf(trace: BackwardTrace): Outcome {
  const outcome = new Map<string, ArrayLike<number>>([
    ['loss', [trace.loss]],
    ['embedding gradient', trace.embedding.data],
  ]);
  trace.layers.forEach((gradients, index) => {
    const stages = trace.forward.layers[index];
    const { weight, bias, bnGain, bnBias } = gradients;
    const values = {
      preactivation: stages?.preactivation,
      output: stages?.output,
      'output gradient': gradients.output,
      'weight gradient': weight,
      'bias gradient': bias,
      'bnGain gradient': bnGain,
      'bnBias gradient': bnBias,
    };
    for (const [name, matrix] of Object.entries(values))
      if (matrix) outcome.set(`layer ${index}: ${name}`, matrix.data);
  });
  return outcome;
}
