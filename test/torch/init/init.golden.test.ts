import { describe, expect, test } from '@jest/globals';
import { manualSeed } from '../../../src/torch/generator.js';
import * as init from '../../../src/torch/init/index.js';
import { Tensor } from '../../../src/torch/tensor.js';
import { corners, oracle, worstError } from '../random-oracle.js';

/** What `Generator.normalFill` may be off, at a std of 1. */
const BLOCK_NORMAL = 2e-6;

const calls: Readonly<Record<string, (weight: Tensor) => Tensor>> = {
  'normal_(std=0.02)': (weight) => init.normal_(weight, 0, 0.02),
  'uniform_(-0.1,0.1)': (weight) => init.uniform_(weight, -0.1, 0.1),
  xavier_normal_: (weight) => init.xavierNormal_(weight),
  xavier_uniform_: (weight) => init.xavierUniform_(weight),
  'xavier_normal_(gain=5/3)': (weight) => init.xavierNormal_(weight, { gain: 5 / 3 }),
  'kaiming_normal_(fan_in,relu)': (weight) => init.kaimingNormal_(weight, { mode: 'fan_in', nonlinearity: 'relu' }),
  'kaiming_normal_(fan_out,relu)': (weight) => init.kaimingNormal_(weight, { mode: 'fan_out', nonlinearity: 'relu' }),
  'kaiming_normal_(fan_in,tanh)': (weight) => init.kaimingNormal_(weight, { mode: 'fan_in', nonlinearity: 'tanh' }),
  'kaiming_uniform_(fan_in,leaky_relu,a=sqrt5)': (weight) => init.kaimingUniform_(weight, { a: Math.sqrt(5) }),
  orthogonal_: (weight) => init.orthogonal_(weight),
  eye_: (weight) => init.eye_(weight),
};

function empty(shape: readonly number[]): Tensor {
  return new Tensor(new Float32Array(shape.reduce((product, size) => product * size, 1)), [...shape]);
}

function moments(data: Float32Array): { mean: number; std: number } {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const squares = data.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, std: Math.sqrt(squares / (data.length - 1)) };
}

describe(`torch.nn.init against PyTorch ${oracle.torch_version}`, () => {
  test('every function of the fixture is known', () => {
    expect(new Set(oracle.init.map((each) => each.fn))).toEqual(new Set(Object.keys(calls)));
  });

  test.each(oracle.init.map((each) => [each.fn, each.shape, each.seed, each] as const))(
    '%s of %j, seed %d',
    (fn, shape, seed, expected) => {
      manualSeed(seed);
      const weight = empty(shape);
      expect(calls[fn]?.(weight)).toBe(weight);
      // Rounding grows on the way to an orthogonal matrix: by its condition, which is below 100 for these shapes.
      const allowed = fn === 'orthogonal_' ? 100 * BLOCK_NORMAL : BLOCK_NORMAL;
      expect(worstError(weight.data.slice(0, 8), expected.first)).toBeLessThanOrEqual(allowed);
      expect(worstError(weight.data.slice(-3), expected.last)).toBeLessThanOrEqual(allowed);
      const { mean, std } = moments(weight.data);
      expect(Math.abs(mean - expected.mean)).toBeLessThan(allowed);
      expect(Math.abs(std - expected.std)).toBeLessThan(allowed);
    },
  );

  test.each(corners.trunc_normal_.map((each) => [each.mean, each.std, each.a, each.b, each] as const))(
    'trunc_normal_ N(%d, %d^2) in [%d, %d]',
    (mean, std, a, b, { seed, values }) => {
      manualSeed(seed);
      const weight = init.truncNormal_(empty([6, 9]), { mean, std, a, b });
      // PyTorch inverts erf in float32, which is steep near the ends.
      expect(worstError(weight.data, values)).toBeLessThan(2e-5 * std);
    },
  );
});

describe('calculateGain', () => {
  test.each(oracle.gain.map((each) => [each.nonlinearity, each.param, each.gain] as const))(
    '%s, %p',
    (name, param, gain) => {
      const known = ['linear', 'conv1d', 'conv2d', 'sigmoid', 'tanh', 'relu', 'leaky_relu', 'selu'] as const;
      const nonlinearity = known.find((each) => each === name);
      expect(nonlinearity).toBeDefined();
      expect(init.calculateGain(nonlinearity ?? 'linear', param ?? undefined)).toBeCloseTo(gain, 14);
    },
  );
});
