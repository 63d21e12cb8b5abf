/**
 * Implementations that are wrong in one place outside of their kernels: each must be rejected, or the tolerances hide what they should
 * show. A mistake is a change of the network that is computed, or of the answer.
 */
import { embedBackward } from '../../../src/reference/embedding.js';
import type { BatchNorm, Layer } from '../../../src/reference/network.js';
import type { Example } from './configuration.js';
import type { Implementation, Outcome } from './outcome.js';
import { embeddedGradient } from './staged.js';

/** A mistake, and the examples in which it makes a difference. */
export interface Mistake {
  readonly name: string;
  readonly matters: (example: Example) => boolean;
  readonly wrong: (right: Implementation) => Implementation;
}

function inNetwork(name: string, matters: Mistake['matters'], change: (layer: Layer) => Layer): Mistake {
  const changed = ({ network, ...rest }: Example): Example => ({
    network: { ...network, layers: network.layers.map(change) },
    ...rest,
  });
  return { name, matters, wrong: (right) => ({ name: right.name, run: (example) => right.run(changed(example)) }) };
}

function inNorm(name: string, matters: (norm: BatchNorm) => boolean, change: (norm: BatchNorm) => BatchNorm): Mistake {
  const some = ({ network }: Example) => network.layers.some(({ batchNorm }) => batchNorm && matters(batchNorm));
  return inNetwork(name, some, (layer) => ({ ...layer, batchNorm: layer.batchNorm && change(layer.batchNorm) }));
}

function inAnswer(
  name: string,
  matters: Mistake['matters'],
  spoil: (example: Example, right: Outcome) => Outcome,
): Mistake {
  const wrong = (right: Implementation): Implementation => ({
    name: right.name,
    run: async (example) => spoil(example, await right.run(example)),
  });
  return { name, matters, wrong };
}

const always = () => true;
const scaled = (value: string, factor: number) => (_: Example, right: Outcome) =>
  new Map([...right].map(([name, values]) => [name, name === value ? Array.from(values, (x) => x * factor) : values]));

/** The mistakes that the comparison must see. */
export const mistakes: readonly Mistake[] = [
  inNorm(
    'the correction ignored',
    ({ correction }) => correction === 1,
    (norm) => ({ ...norm, correction: 0 }),
  ),
  inNorm(
    'the correction always 1',
    ({ correction }) => correction === 0,
    (norm) => ({ ...norm, correction: 1 }),
  ),
  inNorm('eps outside of the root', always, (norm) => ({ ...norm, eps: norm.eps ** 2 })),
  inNetwork('logits through tanh', always, (layer) =>
    layer.activation === 'linear' ? { ...layer, activation: 'tanh' } : layer,
  ),
  inNetwork('one weight off by 0.001', always, (layer) => ({
    ...layer,
    weight: { ...layer.weight, data: layer.weight.data.map((value, index) => (index === 0 ? value + 0.001 : value)) },
  })),
  inAnswer('a loss one part in ten thousand too large', always, scaled('loss', 1.0001)),
  inAnswer('an embedding gradient that is twice too large', always, scaled('embedding gradient', 2)),
  inAnswer("embedding gradient: each character gets its neighbour's", always, (example, right) => {
    const { rows, cols } = example.network.embedding;
    const gradient = Array.from(right.get('embedding gradient') ?? []);
    const shifted = gradient.map((_, index) => gradient[(index + cols) % (rows * cols)] ?? NaN);
    return new Map([...right, ['embedding gradient', shifted]]);
  }),
  inAnswer('embedding gradient: the last use of a character overwrites the others', always, (example, right) => {
    const { X, network } = example;
    const gradient = embeddedGradient(example, right); // (N, B * E)
    const last = new Map(X.flatMap((context, row) => context.map((index, place) => [index, `${row}, ${place}`])));
    const kept = { ...gradient, data: gradient.data.slice() };
    X.forEach((context, row) => {
      context.forEach((index, place) => {
        const from = row * gradient.cols + place * network.embedding.cols;
        if (last.get(index) !== `${row}, ${place}`) kept.data.fill(0, from, from + network.embedding.cols);
      });
    });
    return new Map([...right, ['embedding gradient', embedBackward(network.embedding, X, kept).data]]);
  }),
];
