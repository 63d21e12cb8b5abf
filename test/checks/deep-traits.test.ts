/** What shows of deep networks in a real guest: the solution's, with one thing changed at a time, and one of another design. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { deepTraits } from '../../src/checks/deep-traits.js';
import { loadExamples } from '../../src/dataset/load-examples.js';
import type { Examples } from '../../src/dataset/examples.js';
import { sourceOf } from '../../src/grading/misconception.js';
import { GuestSession } from '../../src/guest/session.js';
import { Generator } from '../../src/torch/generator.js';

jest.setTimeout(60_000);

const solution = await readFile('solutions/7-challenge/7.1-deep-network.ts', 'utf8');
let examples: Examples;
let session: GuestSession;

const block = 'new BatchNorm1d(nHidden), new Tanh()';
const update = 'parameter.sub_(parameter.grad.mul(learningRate))';
const changes: readonly (readonly [string, string, string, Readonly<Record<string, string>>])[] = [
  ['behind', block, 'new Tanh(), new BatchNorm1d(nHidden)', { 'batch norm': 'behind the activations' }],
  ['none', block, 'new Tanh()', { 'batch norm': 'none' }],
  [
    'first',
    block,
    '...(block === 0 ? [new BatchNorm1d(nHidden)] : []), new Tanh()',
    { 'batch norm': 'before the first activation alone' },
  ],
  ['relu', 'x.tanh()', 'x.relu()', { activation: 'relu' }],
  ['short', 'block < hiddenLayers', 'block < hiddenLayers - 1', { 'hidden activations': '1 too few' }],
  ['unit', 'nHidden, 5 / 3, generator', 'nHidden, 1, generator', { 'hidden weights': '1 / sqrt(fanIn)' }],
  ['double', 'nHidden, 5 / 3, generator', 'nHidden, 25 / 9, generator', { 'hidden weights': 'gain^2 / sqrt(fanIn)' }],
  ['large', 'nHidden, 5 / 3, generator', 'nHidden, 9, generator', { 'hidden weights': 'large' }],
  ['loud', 'vocabSize, 0.1, generator', 'vocabSize, 5, generator', { 'output layer': 'loud' }],
  ['up', update, update.replace('sub_', 'add_'), { 'C move': 'by +learningRate * grad' }],
  [
    'rate',
    update,
    update.replace('learningRate', '0.1'),
    { 'matrices move': 'by the same multiple at every learning rate' },
  ],
  ['sum', 'loss.backward()', 'loss.mul(X.length).backward()', { 'vectors move': 'by the gradient of the sum' }],
  ['kept', 'parameter.grad = null', 'parameter.grad ??= null', { 'gradients before backward': 'kept' }],
  ['mean', 'return loss.item()', 'return loss.item() * X.length', { 'trainStep returns': 'the sum of the losses' }],
];

beforeAll(async () => {
  examples = await loadExamples();
  const files = changes.map(([name, replace, by]) => ({
    path: `${name}.ts`,
    source: sourceOf([{ replace, by }], solution),
  }));
  session = await GuestSession.open({ files: [{ path: 'right.ts', source: solution }, ...files] });
});

afterAll(() => session.close());

const traitsOf = (file: string, seed = 1) =>
  deepTraits(session.beginCheck(file), { seed, generator: new Generator(seed), examples });

describe('the traits of a deep network', () => {
  test('of the solution, from any seed', async () => {
    const right = await traitsOf('right.ts');
    expect(right).toMatchInlineSnapshot(`
     {
       "C move": "by -learningRate * grad",
       "activation": "tanh",
       "batch norm": "before every activation",
       "behind the output layer": "nothing",
       "gradients before backward": "cleared",
       "hidden activations": "as many as asked for",
       "hidden weights": "gain / sqrt(fanIn)",
       "matrices move": "by -learningRate * grad",
       "out": "kept by every layer",
       "output layer": "quiet",
       "parameters()": "complete",
       "the draws": "from the generator",
       "the layers": "have draws of their own",
       "trainStep returns": "the loss before the step",
       "vectors move": "by -learningRate * grad",
     }
    `);
    expect(await traitsOf('right.ts', 2)).toEqual(right);
  });

  test.each(changes)('%s: what was changed shows', async (name, _replace, _by, expected) => {
    expect(await traitsOf(`${name}.ts`)).toMatchObject(expected);
  });

  test('of layers in a design of their own', async () => {
    const source = await readFile('test/course/rewrites/7.1/output-layer-confident--1.ts', 'utf8');
    const other = await GuestSession.open({ files: [{ path: 'other.ts', source }] });
    const traits = await deepTraits(other.beginCheck('other.ts'), { seed: 1, generator: new Generator(1), examples });
    await other.close();
    expect(traits).toMatchObject({ 'output layer': 'loud', 'C move': 'by -learningRate * grad' });
  });

  test('what has no answer is left out', async () => {
    const broken = await GuestSession.open({
      files: [{ path: 'broken.ts', source: solution.replace('return loss.item();', 'throw new Error("no");') }],
    });
    const traits = await deepTraits(broken.beginCheck('broken.ts'), { seed: 1, generator: new Generator(1), examples });
    await broken.close();
    expect(traits).toHaveProperty('batch norm');
    expect(traits).not.toHaveProperty('C move');
  });
});
