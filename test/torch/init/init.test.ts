import { describe, expect, test } from '@jest/globals';
import { Generator, manualSeed } from '../../../src/torch/generator.js';
import * as init from '../../../src/torch/init/index.js';
import { Tensor } from '../../../src/torch/tensor.js';

function empty(...shape: number[]): Tensor {
  return new Tensor(new Float32Array(shape.reduce((product, size) => product * size, 1)), shape);
}

describe('init', () => {
  test('constants', () => {
    expect(Array.from(init.zeros_(init.ones_(empty(3))).data)).toEqual([0, 0, 0]);
    expect(Array.from(init.ones_(empty(2)).data)).toEqual([1, 1]);
    expect(Array.from(init.constant_(empty(2), 0.5).data)).toEqual([0.5, 0.5]);
    expect(Array.from(init.eye_(init.ones_(empty(2, 3))).data)).toEqual([1, 0, 0, 0, 1, 0]);
  });

  test('fans are read as PyTorch lays weights out: [fanOut, fanIn, kernel]', () => {
    expect(init.calculateFanInAndFanOut(empty(200, 30))).toEqual({ fanIn: 30, fanOut: 200 });
    expect(init.calculateFanInAndFanOut(empty(16, 3, 5, 5))).toEqual({ fanIn: 75, fanOut: 400 });
  });

  test('draws from the generator that is given, and leaves the global one alone', () => {
    manualSeed(1);
    const first = init.normal_(empty(4), 0, 1, { generator: new Generator(5) });
    const global = init.normal_(empty(4));
    manualSeed(1);
    expect(Array.from(init.normal_(empty(4)).data)).toEqual(Array.from(global.data));
    manualSeed(5);
    expect(Array.from(init.normal_(empty(4)).data)).toEqual(Array.from(first.data));
  });

  test('an orthogonal matrix keeps lengths: rows or columns, whichever are fewer, are orthonormal times the gain', () => {
    for (const [rows, columns] of [
      [5, 5],
      [3, 7],
      [7, 3],
    ] as const) {
      const { data } = init.orthogonal_(empty(rows, columns), { gain: 2, generator: new Generator(9) });
      const count = Math.min(rows, columns);
      const at = (v: number, i: number) => data[rows <= columns ? v * columns + i : i * columns + v] ?? NaN;
      for (let a = 0; a < count; a++) {
        for (let b = 0; b < count; b++) {
          let dot = 0;
          for (let i = 0; i < Math.max(rows, columns); i++) dot += at(a, i) * at(b, i);
          expect(dot).toBeCloseTo(a === b ? 4 : 0, 5);
        }
      }
    }
  });

  test('a truncated normal stays between its ends, and fills the space between them', () => {
    const { data } = init.truncNormal_(empty(2000), { mean: 0, std: 1, a: -0.5, b: 1, generator: new Generator(3) });
    const smallest = data.reduce((least, value) => Math.min(least, value));
    const largest = data.reduce((most, value) => Math.max(most, value));
    expect(smallest).toBeGreaterThanOrEqual(-0.5);
    expect(smallest).toBeLessThan(-0.48);
    expect(largest).toBeLessThanOrEqual(1);
    expect(largest).toBeGreaterThan(0.97);
  });

  test.each([
    [
      'fans of a bias',
      () => init.kaimingNormal_(empty(3)),
      'calculateFanInAndFanOut: expected at least 2 dimensions, got shape [3]; a bias has no fans',
    ],
    [
      'an identity of three dimensions',
      () => init.eye_(empty(2, 2, 2)),
      'eye_: expected 2 dimensions, got shape [2, 2, 2]; an identity is a matrix',
    ],
    [
      'an orthogonal vector',
      () => init.orthogonal_(empty(3)),
      'orthogonal_: expected at least 2 dimensions, got shape [3]; a bias has no directions',
    ],
    [
      'an empty interval',
      () => init.truncNormal_(empty(3), { a: 2, b: 1 }),
      'truncNormal_: expected std > 0 and a < b, got std 1 and [2, 1]; check their order',
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });

  test('what untyped code may pass: an unknown mode, an unknown nonlinearity, a generator without its braces', () => {
    const call =
      (fn: (...args: never[]) => unknown, ...args: unknown[]) =>
      () => {
        Reflect.apply(fn, null, args);
      };
    expect(call(init.kaimingNormal_, empty(2, 2), { mode: 'fanIn' })).toThrow(
      "kaiming: expected mode 'fan_in' or 'fan_out', got \"fanIn\"; choose one of the two",
    );
    expect(call(init.calculateGain, 'swish')).toThrow(
      'calculateGain: expected linear, conv1d, conv2d, conv3d, sigmoid, tanh, relu, leaky_relu or selu, got "swish"; other nonlinearities have no gain of their own',
    );
    expect(call(init.normal_, empty(2), 0, 1, new Generator(1))).toThrow(
      'normal_: expected options such as { generator }, got an object (Generator); put it in braces',
    );
    expect(call(init.normal_, empty(2), 0, 1, { generator: 42 })).toThrow(
      'normal_: expected a Generator as options.generator, got 42 (number); pass new Generator(seed)',
    );
  });
});
