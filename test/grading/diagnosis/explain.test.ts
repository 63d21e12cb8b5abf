import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../src/grading/diagnosis/explain.js';
import type { Exchange, Transcript } from '../../../src/grading/transcript.js';
import { TensorValue, type Value } from '../../../src/guest/contract/value.js';
import { Generator } from '../../../src/torch/generator.js';

const exchange = (asked: string, value: Value, isDrawn = false): Exchange => ({
  asked,
  isDrawn,
  reply: { kind: 'value', value },
});
const threw = (asked: string, message: string): Exchange => ({
  asked,
  isDrawn: false,
  reply: { kind: 'fault', fault: { kind: 'threw', errorName: 'Error', message, frames: [] } },
});

/** Normal draws of a std, from a seed. */
function draws(seed: number, shape: readonly [number, number], std: number, change = (x: number) => x): TensorValue {
  const data = new Float32Array(shape[0] * shape[1]);
  new Generator(seed).normalFill(data);
  return new TensorValue(
    shape,
    data.map((value) => change(value) * std),
  );
}

const zeros = (length: number) => new TensorValue([length], new Float32Array(length));
const verdict = (student: Transcript, wrong: Transcript, right: Transcript) =>
  explain({ student, wrong, right }).verdict;

describe('numbers', () => {
  const right = [exchange('f()', Math.log(27))];
  const wrong = [exchange('f()', Math.log10(27))];

  test('the wrong answer, whatever the last digits are', () => {
    expect(verdict([exchange('f()', Math.fround(Math.log10(27)))], wrong, right)).toBe('explains');
  });

  test('another wrong answer, and the right one', () => {
    expect(verdict([exchange('f()', Math.log2(27))], wrong, right)).toBe('contradicts');
    expect(verdict(right, wrong, right)).toBe('contradicts');
  });

  test('near means near beside the way to the right answer: a thousandth of it', () => {
    const at = (share: number) => [exchange('f()', Math.log10(27) + share * (Math.log(27) - Math.log10(27)))];
    expect(verdict(at(0.0008), wrong, right)).toBe('explains');
    expect(verdict(at(0.002), wrong, right)).toBe('contradicts');
  });

  test('a wrong implementation that is right here says nothing', () => {
    expect(verdict([exchange('f()', 1)], right, right)).toBe('silent');
  });

  test('NaN is an answer like another', () => {
    expect(verdict([exchange('f()', NaN)], [exchange('f()', NaN)], right)).toBe('explains');
    expect(verdict([exchange('f()', 0)], [exchange('f()', NaN)], right)).toBe('contradicts');
  });
});

describe('several answers', () => {
  const right = [exchange('f()', 3), exchange('f()', 4), exchange('g()', 5)];
  const wrong = [exchange('f()', 3), exchange('f()', 8), exchange('g()', 5)];

  test('what the wrong implementation gets right in the same export must be right', () => {
    expect(verdict([exchange('f()', 7), exchange('f()', 8), exchange('g()', 5)], wrong, right)).toBe('contradicts');
  });

  test('a mistake in another export is left to another explanation', () => {
    const student = [exchange('f()', 3), exchange('f()', 8), exchange('g()', 6)];
    expect(explain({ student, wrong, right })).toEqual({ verdict: 'explains', unexplained: ['g()'], distance: 0 });
  });

  test('a check that ended early is judged by what was asked', () => {
    expect(verdict([exchange('f()', 3)], wrong, right)).toBe('silent');
    expect(verdict([exchange('f()', 3), exchange('f()', 8)], wrong, right)).toBe('explains');
  });

  test('questions that are not the same are not compared', () => {
    expect(verdict([exchange('f()', 3), exchange('h()', 8)], wrong, right)).toBe('silent');
  });
});

describe('words in an order of chance', () => {
  const words = Array.from({ length: 60 }, (_, index) => `w${index}`);
  const cut = (list: readonly string[], at = 48) => [
    exchange('split()', { train: list.slice(0, at), test: list.slice(at) }),
  ];
  const shuffled = (seed: number) => new Generator(seed).permutation(60).map((place) => words[place] ?? '');
  const of = (student: Transcript, isByChance = true) =>
    explain({ student, wrong: cut(shuffled(1)), right: cut(words), isByChance });

  test('another shuffle of the same words is the same answer, and a distant one', () => {
    expect(of(cut(shuffled(2)))).toEqual({ verdict: 'explains', unexplained: [], distance: 1 });
    expect(of(cut(shuffled(2)), false).verdict).toBe('contradicts');
  });

  test.each([
    ['the right order', cut(words)],
    ['turned round', cut(words.toReversed())],
    ['two parts exchanged', cut([...words.slice(30), ...words.slice(0, 30)])],
    ['a word lost', cut([...shuffled(2).slice(1), 'w0', 'w0'].slice(0, 60))],
    ['cut elsewhere', cut(shuffled(2), 50)],
    ['no words', [exchange('split()', { train: 3, test: [] })]],
  ])('not %s', (_, student) => {
    expect(of(student).verdict).toBe('contradicts');
  });

  test('a few words may come out as they went in', () => {
    const few = words.slice(0, 12);
    const beside = (student: readonly string[]) =>
      explain({ student: cut(student, 9), wrong: cut(few.toReversed(), 9), right: cut(few, 9), isByChance: true });
    expect(beside(few).verdict).toBe('silent');
    expect(beside(few.toReversed()).verdict).toBe('silent');
    expect(beside([...few.slice(1), 'w1']).unexplained).toEqual(['split()']);
  });

  test('what is no list of words is compared as ever', () => {
    const number = (value: number) => [exchange('n()', value)];
    const verdictOf = (value: number) =>
      explain({ student: number(value), wrong: number(2), right: number(1), isByChance: true }).verdict;
    expect(verdictOf(2)).toBe('explains');
    expect(verdictOf(3)).toBe('contradicts');
  });
});

describe('objects and lists', () => {
  const stats = (std: number, mean = 0) => [exchange('stats()', [{ name: 'Tanh', mean, std }])];

  test('each field is a parameter of its own', () => {
    expect(verdict(stats(2, 9), stats(2), stats(1))).toBe('explains');
    expect(verdict(stats(3), stats(2), stats(1))).toBe('contradicts');
  });

  test('fields beyond the right answer are the student’s own', () => {
    const student = [exchange('stats()', [{ name: 'Tanh', mean: 0, std: 2, colour: 'red' }])];
    expect(verdict(student, stats(2), stats(1))).toBe('explains');
  });

  test('words in another order are the same, unless their order is the mistake', () => {
    const found = (...words: string[]) => [exchange('diagnose()', words)];
    expect(verdict(found('b', 'a'), found('a', 'b'), found('a', 'c'))).toBe('explains');
    expect(verdict(found('b', 'a'), found('b', 'a'), found('a', 'b'))).toBe('explains');
    expect(verdict(found('a', 'c', 'b'), found('b', 'a', 'c'), found('a', 'b', 'c'))).toBe('contradicts');
  });

  test('a number for a tensor', () => {
    const wrong = [exchange('f()', 3)];
    const right = [exchange('f()', new TensorValue([], Float32Array.of(3)))];
    expect(verdict(wrong, wrong, right)).toBe('explains');
    expect(verdict([exchange('f()', '3')], wrong, right)).toBe('contradicts');
  });

  test('requiresGrad and the gradient count', () => {
    const tensor = (requiresGrad: boolean) => [
      exchange('f()', new TensorValue([1], Float32Array.of(1), { requiresGrad })),
    ];
    expect(verdict(tensor(false), tensor(false), tensor(true))).toBe('explains');
    expect(verdict(tensor(true), tensor(false), tensor(true))).toBe('contradicts');
  });
});

describe('errors', () => {
  test('the same error where there should be an answer', () => {
    const right = [exchange('f()', 3)];
    const wrong = [threw('f()', 'matmul: inner dimensions 30 and 200 differ')];
    expect(verdict(wrong, wrong, right)).toBe('explains');
    expect(verdict([threw('f()', 'x is not a function')], wrong, right)).toBe('contradicts');
  });

  test('where an error is right, its words are free', () => {
    const right = [threw('f()', 'fanIn must be positive')];
    const wrong = [exchange('f()', Infinity)];
    expect(verdict([threw('f()', 'fanIn?')], wrong, right)).toBe('contradicts');
    expect(verdict(wrong, wrong, right)).toBe('explains');
  });
});

describe('draws', () => {
  const network = (W1: TensorValue, W2: TensorValue, b2 = zeros(27)) => exchange('init()', { W1, W2, b2 }, true);
  const right = [network(draws(1, [30, 200], 0.3), draws(2, [200, 27], 0.01))];
  const wrong = [network(draws(1, [30, 200], 0.3), draws(2, [200, 27], 0.1))];
  const explained = (student: Exchange) => explain({ student: [student], wrong, right });

  test('another order of draws is the same mistake', () => {
    const student = network(draws(8, [30, 200], 0.3), draws(9, [200, 27], 0.1));
    expect(explained(student).verdict).toBe('explains');
    expect(explained(student).distance).toBeGreaterThan(0);
  });

  test('another std is another mistake, and so is the right one', () => {
    expect(explained(network(draws(8, [30, 200], 0.3), draws(9, [200, 27], 0.08))).verdict).toBe('contradicts');
    expect(explained(network(draws(8, [30, 200], 0.3), draws(9, [200, 27], 0.01))).verdict).toBe('contradicts');
  });

  test('the same std from another distribution is another mistake', () => {
    const sign = draws(9, [200, 27], 0.1, Math.sign);
    expect(explained(network(draws(8, [30, 200], 0.3), sign)).verdict).toBe('contradicts');
  });

  test('a mean of its own, equal rows, equal columns', () => {
    const shifted = draws(9, [200, 27], 0.1, (x) => x + 0.2);
    expect(explained(network(draws(8, [30, 200], 0.3), shifted)).verdict).toBe('contradicts');
    const { data } = draws(9, [200, 27], 0.1);
    const rows = new TensorValue(
      [200, 27],
      data.map((_, index) => data[index % 27] ?? 0),
    );
    const columns = new TensorValue(
      [200, 27],
      data.map((_, index) => data[Math.floor(index / 27)] ?? 0),
    );
    expect(explained(network(draws(8, [30, 200], 0.3), rows)).verdict).toBe('contradicts');
    expect(explained(network(draws(8, [30, 200], 0.3), columns)).verdict).toBe('contradicts');
  });

  test('a second mistake in another parameter is left over', () => {
    const b2 = new TensorValue([27], draws(5, [1, 27], 1).data);
    const student = network(draws(8, [30, 200], 0.3), draws(9, [200, 27], 0.1), b2);
    expect(explained(student)).toMatchObject({
      verdict: 'explains',
      unexplained: ['init().b2'],
    });
  });

  test('where nothing should be drawn, draws of any scale are the same mistake; those of its own scale are nearer', () => {
    const bias = (b2: TensorValue) => [network(draws(1, [30, 200], 0.3), draws(2, [200, 27], 0.01), b2)];
    const drawn = (seed: number, std: number) => new TensorValue([27], draws(seed, [1, 27], std).data);
    const beside = (b2: TensorValue) => explain({ student: bias(b2), wrong: bias(drawn(5, 1)), right });
    expect(beside(drawn(6, 0.05)).verdict).toBe('explains');
    expect(beside(drawn(6, 1)).distance).toBeLessThan(beside(drawn(6, 0.05)).distance);
    expect(beside(new TensorValue([27], new Float32Array(27).fill(0.5))).verdict).toBe('contradicts');
  });

  test('the generator that is ignored shows in which draws repeat', () => {
    const twice = (first: number, second: number) =>
      [first, second].map((seed) => exchange('init()', draws(seed, [30, 20], 1), true));
    // Right: the same seed gives the same network. Wrong: every call draws afresh.
    expect(verdict(twice(6, 7), twice(4, 5), twice(1, 1))).toBe('explains');
    expect(verdict(twice(6, 6), twice(4, 5), twice(1, 1))).toBe('contradicts');
  });

  test('layers that begin with the same draws', () => {
    const layers = (first: number, second: number) => [
      exchange('build()', [{ weight: draws(first, [30, 20], 1) }, { weight: draws(second, [20, 27], 0.1) }], true),
    ];
    expect(verdict(layers(7, 7), layers(3, 3), layers(1, 2))).toBe('explains');
    expect(verdict(layers(7, 8), layers(3, 3), layers(1, 2))).toBe('contradicts');
  });

  test('values that no generator went into must be equal to be the same', () => {
    const fixed = (seed: number, std: number) => [exchange('f()', draws(seed, [30, 20], std))];
    expect(verdict(fixed(1, 2), fixed(1, 2), fixed(1, 1))).toBe('explains');
    expect(verdict(fixed(3, 2), fixed(1, 2), fixed(1, 1))).toBe('contradicts');
  });
});
