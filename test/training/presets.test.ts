import { describe, expect, test } from '@jest/globals';
import { buildNetwork } from '../../src/training/network.js';
import { isPresetName, presetNames, resolveConfig } from '../../src/training/presets.js';
import { Generator } from '../../src/torch/generator.js';
import type { Settings } from '../../src/training/config.js';

/** How many numbers a configuration trains, on the lecture's 27 characters. */
function parameters(settings: Settings, preset: string | null = null): number {
  const config = resolveConfig(preset !== null && isPresetName(preset) ? preset : null, settings);
  const network = buildNetwork(config, 27, new Generator(1));
  return network.parameters.reduce((total, { tensor }) => total + tensor.numel(), 0);
}

describe('presets', () => {
  test("have the lecture's numbers of parameters", () => {
    expect(presetNames.map((name) => [name, parameters({}, name)])).toEqual([
      ['lecture-naive', 11_897],
      ['lecture-fixed-output', 11_897],
      ['lecture-ad-hoc', 11_897],
      ['lecture-kaiming', 11_897],
      ['lecture-bn', 12_097],
      ['lecture-deep', 47_024],
    ]);
  });

  test('the deep one is what its flags make', () => {
    const rates = [
      { from: 0, rate: 0.1 },
      { from: 150_000, rate: 0.01 },
    ];
    const flags: Settings = {
      ...{ layers: 5, hidden: 100, init: 'linear' as const, bias: false, batchNorm: true, bnCorrection: 1 as const },
      ...{ outputBatchNorm: true, outputGain: 0.1, steps: 1001, lr: rates },
    };
    expect(resolveConfig('lecture-deep', {})).toEqual(resolveConfig(null, flags));
  });

  test('give way to settings', () => {
    expect(resolveConfig('lecture-bn', { bnEps: 1e-5, bnRunning: 'var', steps: 7 })).toEqual({
      ...resolveConfig('lecture-bn', {}),
      ...{ bnEps: 1e-5, bnRunning: 'var', steps: 7, logEvery: 1 },
    });
  });
});

describe('what is not given follows from the rest', () => {
  test.each<[string, Settings, Settings]>([
    ['the gain of kaiming, from the activation', { activation: 'relu' }, { gain: Math.SQRT2 }],
    ['no gain for linear', { init: 'linear' }, { gain: 1 }],
    ['the output as the hidden layers', { init: 'xavier' }, { outputInit: 'xavier' }],
    ['no output bias without biases', { bias: false }, { outputBias: false }],
    ['unless it is asked for', { bias: false, outputBias: true }, { outputBias: true }],
    ['undefined is nothing', { hidden: undefined }, { hidden: 200 }],
    ['about twenty losses', { steps: 1001 }, { logEvery: 50 }],
    ['about twenty losses of a run in between', { steps: 60_000 }, { logEvery: 2000 }],
    ['every loss of a short run', { steps: 12 }, { logEvery: 1 }],
    ['the lecture logs every 10,000 steps', {}, { logEvery: 10_000 }],
    ['and so does a longer one', { steps: 5_000_000 }, { logEvery: 10_000 }],
  ])('%s', (_, given, follows) => {
    expect(resolveConfig(null, given)).toMatchObject(follows);
  });

  test('a preset says so itself', () => {
    expect(resolveConfig('lecture-kaiming', { init: 'zeros' })).toMatchObject({
      outputInit: 'randn',
      outputBias: true,
    });
    expect(resolveConfig('lecture-kaiming', { bias: false })).toMatchObject({ outputBias: false });
    expect(resolveConfig('lecture-bn', {})).toMatchObject({ bias: false, outputBias: true });
  });

  test('a batch norm needs two examples', () => {
    const message = /batch: expected at least 2 examples where there is a batch norm, got 1/;
    expect(() => resolveConfig('lecture-bn', { batch: 1 })).toThrow(message);
    expect(() => resolveConfig(null, { outputBatchNorm: true, layers: 0, batch: 1 })).toThrow(message);
    expect(resolveConfig(null, { batchNorm: true, layers: 0, batch: 1 }).batch).toBe(1);
  });
});
