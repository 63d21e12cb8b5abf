/** The network that a student's buildNetwork makes of its layers (5.1), drawn and counted. */
import { asTensor } from '../grading/answers.js';
import type { Fail } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import type { GeneratorSeed, Handle } from '../guest/contract/value.js';
import type { NetworkConfig } from '../torch/course-types.js';
import { askDrawings, type Drawings } from './judge-seeded.js';

/** The four layers, as the student puts them together. */
export const buildNetwork = (subject: Subject, config: NetworkConfig, generator: GeneratorSeed | Handle) =>
  subject.call('buildNetwork', { ...config }, generator);

/** What to try where the weights do not come from the generator. */
export const passOn = 'Pass the generator of buildNetwork on to both Linear layers: new Linear(…, { generator }).';

/** The weights of both linear layers, from generators that tell whether they were drawn from them. */
export function drawNetworks(subject: Subject, config: NetworkConfig, seed: number): Promise<Drawings> {
  return askDrawings(subject, seed, async (generator) => {
    const { handle } = await buildNetwork(subject, config, generator);
    const weightOf = async (layer: number) => {
      const name = `the weight of layer ${layer}`;
      return { name, tensor: asTensor((await subject.read(handle.at(layer), 'weight')).value, name) };
    };
    return [await weightOf(0), await weightOf(3)];
  });
}

/** The failure of a list of more or fewer layers than four. */
export function wrongLength(length: number): Fail {
  return {
    status: 'fail',
    rationale: `buildNetwork returns ${length} layers. The network of 4.2 is four: into the hidden layer, its batch norm, its tanh, and out to the logits.`,
    measured: length,
    expected: 4,
    next: 'Return [new Linear(...), new BatchNorm1d(...), new Tanh(), new Linear(...)].',
  };
}
