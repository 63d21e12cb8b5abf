/** Loss and statistics of a whole set, as one plan on a device, beside the float64 implementation on every example. */
import { afterAll, describe, expect, test } from '@jest/globals';
import { distinctContexts, eachContext } from '../../../src/reference/distinct-contexts.js';
import type { KernelBackend } from '../../../src/reference/gpu/backend-name.js';
import type { Network } from '../../../src/reference/network.js';
import { type OpenSet, openSet } from '../../../src/reference/whole-set.js';
import { build, type Configuration, type Example } from '../differential/configuration.js';
import { type Expected, expectedOf, flatten } from './expected-statistics.js';

const base: Configuration = {
  ...{ seed: 3, vocabSize: 5, blockSize: 2, nEmbd: 3, rows: 150, gain: 5 / 3, eps: 1e-3 },
  ...{ hidden: [], outputCorrection: null, outputGain: 1 },
};
const plain = { hasBias: true, correction: null } as const;
const deep: Configuration['hidden'] = [
  { width: 9, activation: 'gelu', hasBias: true, correction: 1 },
  { width: 6, activation: 'leakyRelu', hasBias: false, correction: null },
  { width: 8, activation: 'sigmoid', hasBias: true, correction: null },
  { width: 5, activation: 'tanh', hasBias: true, correction: null },
];

/** 150 examples of 25 possible contexts: each is met about six times. */
const cases: readonly (readonly [string, Partial<Configuration>])[] = [
  ['no hidden layer', {}],
  ['tanh', { hidden: [{ ...plain, width: 7, activation: 'tanh' }] }],
  ['tanh after batch norm', { hidden: [{ ...plain, width: 7, activation: 'tanh', correction: 0 }] }],
  [
    "tanh after batch norm with Bessel's variance",
    { hidden: [{ ...plain, width: 12, activation: 'tanh', correction: 1 }] },
  ],
  ['relu', { gain: 6, hidden: [{ ...plain, width: 4, activation: 'relu' }] }],
  ['no activation', { hidden: [{ ...plain, width: 6, activation: 'linear' }] }],
  ['four hidden layers, each with another activation', { gain: 1, hidden: deep }],
  ['batch norm in a second layer', { gain: 1, hidden: [deep[3], deep[0]].flatMap((each) => each ?? []) }],
  ['batch norm at the output', { hidden: deep.slice(3), outputCorrection: 1 }],
  [
    'more characters than accumulators',
    { vocabSize: 70, blockSize: 1, hidden: [{ ...plain, width: 7, activation: 'tanh' }] },
  ],
  ['saturated units', { gain: 60, hidden: [{ ...plain, width: 7, activation: 'tanh' }] }],
];

const open: OpenSet[] = [];
afterAll(async () => {
  for (const set of open) await set.close();
});

function opened(
  backend: KernelBackend,
  { network, X, Y }: Example,
  weighing: typeof distinctContexts = distinctContexts,
): OpenSet {
  const set = openSet(backend, network, X, Y, weighing);
  open.push(set);
  return set;
}

/** Every figure that is out of its bound, in words. */
function outside(measured: ReadonlyMap<string, number>, expected: Expected): string[] {
  expect([...measured.keys()]).toEqual([...expected.keys()]);
  return [...expected].flatMap(([name, { value, bound }]) => {
    const given = measured.get(name) ?? NaN;
    return Math.abs(given - value) <= bound ? [] : [`${name}: ${given}, expected ${value} within ${bound}`];
  });
}

describe.each(['webasm', 'cpu'] as const)('%s', (backend) => {
  describe.each([
    ['each distinct context once', distinctContexts],
    ['every example', eachContext],
  ])('%s', (_weighing, weighing) => {
    test.each(cases)('%s', async (_, changes) => {
      const example = build({ ...base, ...changes });
      const { loss, hidden, executor } = await opened(backend, example, weighing).run(example.network);
      const truth = expectedOf(example);
      expect(executor).toMatch(backend === 'cpu' ? /^generic$/ : /^fused-(sync|threaded)$/);
      expect(truth.loss.bound).toBeLessThan(1e-2);
      expect(Math.abs(loss - truth.loss.value)).toBeLessThanOrEqual(truth.loss.bound);
      expect(hidden).toHaveLength(truth.hidden.length);
      hidden.forEach((layer, index) => {
        for (const stage of ['before', 'output'] as const) {
          expect(outside(flatten(layer[stage]), truth.hidden[index]?.[stage] ?? new Map())).toEqual([]);
        }
      });
    });
  });

  test('another network of the same shape runs on the same plan', async () => {
    const example = build({ ...base, hidden: deep });
    const other = { ...example, network: build({ ...base, hidden: deep, seed: 4 }).network };
    const set = opened(backend, example);
    const [first, second, again] = [
      await set.run(example.network),
      await set.run(other.network),
      await set.run(example.network),
    ];
    expect(Math.abs(second.loss - expectedOf(other).loss.value)).toBeLessThanOrEqual(expectedOf(other).loss.bound);
    expect(second.loss).not.toBe(first.loss);
    expect(again).toEqual(first); // bit for bit
  });
});

test('a set that is large enough runs on threads, to the same figures', async () => {
  const example = build({ ...base, rows: 1500, hidden: [{ ...plain, width: 16, activation: 'tanh', correction: 0 }] });
  const { loss, hidden, executor } = await opened('webasm', example, eachContext).run(example.network);
  const truth = expectedOf(example);
  expect(executor).toBe('fused-threaded');
  expect(Math.abs(loss - truth.loss.value)).toBeLessThanOrEqual(truth.loss.bound);
  const [measured, expected] = [hidden[0]?.output, truth.hidden[0]?.output];
  if (!measured || !expected) throw new Error('expected one hidden layer');
  expect(outside(flatten(measured), expected)).toEqual([]);
});

test('contexts of more characters than the output layer knows stay apart', () => {
  const X = [
    [1, 0],
    [0, 5],
    [1, 0],
  ];
  const { contexts, counts, followers } = distinctContexts(X, [0, 1, 2], 3);
  expect(contexts).toEqual([
    [1, 0],
    [0, 5],
  ]);
  expect([...counts]).toEqual([2, 1]);
  expect([...followers.data]).toEqual([1, 0, 0, 1, 1, 0]); // [v * D + d]
});

describe('what does not fit is refused', () => {
  const example = build({ ...base, hidden: [{ ...plain, width: 7, activation: 'tanh', correction: 0 }] });
  const { network, X, Y } = example;
  const [first, last] = network.layers;
  if (!first?.batchNorm || !last) throw new Error('expected a layer with batch norm, and an output layer');
  const norm = first.batchNorm;
  const opening = (changes: Partial<Example>) => () => opened('cpu', { ...example, ...changes });

  test.each<[string, Partial<Example>, string]>([
    ['no example', { X: [], Y: [] }, 'wholeSet: expected at least 1 and fewer than 16777216 examples, got 0'],
    ['a target too many', { Y: [...Y, 0] }, 'crossEntropy: expected 150 targets, one for each row, got 151'],
    ['an unknown target', { Y: Y.map(() => 5) }, 'crossEntropy: expected targets in 0..4, got 5'],
    ['an unknown character', { X: X.map(() => [0, 5]) }, 'embed: expected indices in 0..4, got 5 at [0, 1]'],
    ['a longer context', { X: X.map(() => [0, 1, 2]) }, 'matmul: [1, 9] @ [6, 7]: inner dimensions 9 and 6 differ'],
    [
      'layers that do not chain',
      { network: { ...network, layers: [first, { ...last, weight: first.weight }] } },
      'matmul: [1, 7] @ [6, 7]: inner dimensions 7 and 6 differ',
    ],
    [
      'a bias of another width',
      { network: { ...network, layers: [{ ...first, bias: last.bias }, last] } },
      'wholeSet: expected 7 values of bias in layer 0, one for each column of its weight, got 5',
    ],
  ])('%s', (_, changes, message) => {
    expect(opening(changes)).toThrow(new RangeError(message));
  });

  test('no layer', () => {
    expect(opening({ network: { ...network, layers: [] }, X, Y: [] })).toThrow(
      'crossEntropy: expected 150 targets, one for each row, got 0',
    );
    expect(opening({ network: { ...network, layers: [] } })).toThrow('crossEntropy: expected targets in 0..-1, got');
  });

  test('at a run: another shape, or a batch norm of another width', async () => {
    const set = opened('cpu', example);
    const without: Network = { ...network, layers: [{ ...first, batchNorm: null }, last] };
    await expect(set.run(without)).rejects.toThrow(
      "wholeSet: expected the plan's network 5x3 -> 6x7 batchNorm(eps 0.001, correction 0) tanh -> 7x5 linear, " +
        'got 5x3 -> 6x7 tanh -> 7x5 linear',
    );
    const narrow = { ...norm, gain: { rows: 1, cols: 1, data: new Float64Array(1) } };
    await expect(set.run({ ...network, layers: [{ ...first, batchNorm: narrow }, last] })).rejects.toThrow(
      'wholeSet: expected 7 values of batchNorm.gain in layer 0, one for each column of its weight, got 1',
    );
  });
});
