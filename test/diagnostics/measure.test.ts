import { describe, expect, test } from '@jest/globals';
import { examine, isCertain } from '../../src/diagnostics/examine.js';
import { healthStats, measure } from '../../src/diagnostics/figures.js';
import { moments } from '../../src/diagnostics/spread.js';
import type { Observation, ObservedLayer } from '../../src/diagnostics/observation.js';
import { Generator, randn } from '../../src/torch/index.js';
import { batchTooSmall, canTellDead } from '../../src/diagnostics/unit-rules.js';

function tensor(shape: readonly number[], data: readonly number[], grad: readonly number[] | null = null) {
  return { shape, data: Float32Array.from(data), grad: grad === null ? null : { data: Float32Array.from(grad) } };
}

/** [rows, cols] of f(row, col). */
function grid(rows: number, cols: number, f: (row: number, col: number) => number) {
  const data = Array.from({ length: rows * cols }, (_, i) => f(Math.floor(i / cols), i % cols));
  return tensor([rows, cols], data);
}

function layerOf(preactivation: ReturnType<typeof grid>, nonlinearity = 'tanh'): ObservedLayer {
  const f = nonlinearity === 'relu' ? (x: number) => Math.max(0, x) : Math.tanh;
  const activation = { ...preactivation, data: preactivation.data.map(f) };
  return { name: 'hidden', preactivation, activation, nonlinearity };
}

/** Values of mean 0 and std about 1, different in each place. */
const ordinary = grid(40, 10, (row, col) => Math.sin(row * 12.9898 + col * 78.233) * Math.SQRT2);
const empty: Observation = { loss: Math.log(27), layers: [], parameters: [] };

function looked(observation: Partial<Observation>) {
  return measure({ ...empty, ...observation }, 27);
}

const names = (observation: Partial<Observation>) =>
  examine(looked(observation), 'initialization').map(({ finding }) => finding);

describe('measure', () => {
  test('a layer by hand', () => {
    const { layers } = looked({ layers: [layerOf(tensor([2, 2], [-4, 1, 2.5, 0.5]))] });
    expect(layers[0]).toMatchObject({
      units: 2,
      preactivationMean: 0,
      within2: 0.5,
      within3: 0.75,
      saturated: 0.5,
      deadUnits: 1,
      areUnitsAlike: false,
    });
    // ((-4)^2 + 1 + 2.5^2 + 0.5^2) / 3
    expect(layers[0]?.preactivationStd).toBeCloseTo(Math.sqrt(23.5 / 3), 6);
  });

  test('a unit of relu is dead where it is 0 on every example, and never saturated', () => {
    const { layers } = looked({ layers: [layerOf(tensor([2, 2], [-4, 1, -2.5, -0.5]), 'relu')] });
    expect(layers[0]).toMatchObject({ deadUnits: 1, saturated: null });
  });

  test('a parameter: its rule, its gradient, how far a step moves it', () => {
    const weight = tensor([4, 2], [1, -1, 1, -1, 1, -1, 1, -1], [2, -2, 2, -2, 2, -2, 2, -2]);
    const { parameters } = looked({
      parameters: [{ name: 'W1', role: 'hidden', tensor: weight, gain: 5 / 3 }],
      learningRate: 0.1,
    });
    expect(parameters[0]?.ruleStd).toBeCloseTo(5 / 3 / 2, 12);
    expect(parameters[0]?.updateRatio).toBeCloseTo(0.2, 12);
  });

  test('only hidden weights count as weights in training', () => {
    const parameters = (['embedding', 'output', 'other', 'hidden'] as const).map((role) => {
      return { name: role, role, tensor: tensor([2, 1], [1, -1], [1, 3]) };
    });
    expect(healthStats(looked({ parameters, learningRate: 1 })).gradients.map(({ name }) => name)).toEqual(['hidden']);
  });

  test('the error of the loss is that of its mean over the rows', () => {
    // Losses ln 2 and ln 2 + 1: std sqrt(1 / 2), over sqrt(2).
    const half = Math.log(Math.E * 2 - 1);
    const { lossError } = looked({ logits: tensor([2, 2], [0, 0, 0, half]), targets: [0, 0] });
    expect(lossError).toBeCloseTo(0.5, 6);
  });
});

describe('examine', () => {
  test('nothing for an ordinary layer', () => {
    expect(names({ layers: [layerOf(ordinary)] })).toEqual([]);
  });

  test('what is far beyond a threshold is certain, what is just beyond may be chance', () => {
    const scaled = (factor: number) => {
      // 400 draws: their std is off by 1 / sqrt(800) = 3.5 % of itself.
      const drawn = randn([40, 10], { generator: new Generator(3) });
      const scale = factor / moments(drawn.data).std;
      const layer = layerOf({ shape: [40, 10], grad: null, data: drawn.data.map((each) => scale * each) }, 'gelu');
      return examine(looked({ layers: [layer] }), 'initialization').map((each) => [each.finding, isCertain(each)]);
    };
    expect(scaled(4)).toEqual([['exploding-signal', true]]);
    expect(scaled(2.06)).toEqual([['exploding-signal', false]]);
  });

  test('one example tells nothing for certain', () => {
    const layer = layerOf(grid(1, 10, (_, col) => (col % 2 === 0 ? 9 : -9) + col / 10));
    const found = examine(looked({ layers: [layer] }), 'initialization');
    expect(found.map(({ finding }) => finding)).toEqual(['shifted-mean', 'exploding-signal', 'saturated']);
    expect(found.some(isCertain)).toBe(false);
  });

  test('units that are all alike, whatever order their sums were taken in', () => {
    const alike = grid(40, 10, (row, col) => Math.sin(row * 12.9898) * Math.SQRT2 * (1 + (col % 3) * 2 ** -23));
    expect(names({ layers: [layerOf(alike)] })).toEqual(['identical-units']);
  });

  test('dead units, on a batch that can tell', () => {
    const oneDead = (rows: number) =>
      layerOf(grid(rows, 10, (row, col) => (col === 0 ? 5 : Math.sin(row * 12.9898 + col * 78.233))));
    expect(names({ layers: [oneDead(40)] })).toContain('dead-units');
    expect(names({ layers: [oneDead(10)] })).not.toContain('dead-units');
    expect(batchTooSmall(looked({ layers: [oneDead(10)] }))).toEqual({ rows: 10, needed: 24 });
    expect(canTellDead(10, 24)).toBe(true);
    expect(canTellDead(10, 23)).toBe(false);
  });

  test('says which weights are behind it', () => {
    const W1 = tensor(
      [4, 50],
      Array.from({ length: 200 }, (_, i) => Math.sin(i * 12.9898) * Math.SQRT2),
    );
    const loud = layerOf({ ...ordinary, data: ordinary.data.map((value) => 6 * value) });
    const parameters = [{ name: 'W1', role: 'hidden' as const, tensor: W1, gain: 1 }];
    const [found] = examine(looked({ layers: [loud], parameters }), 'initialization');
    expect(found?.detail).toMatch(/^In this network W1 has std 1, 2\.\d+ times gain \/ sqrt\(fanIn\) = 0\.5\.$/);
  });

  test('names the weight that an update ratio belongs to', () => {
    const parameters = ['W1', 'W2'].map((name) => ({
      name,
      role: 'hidden' as const,
      tensor: tensor([2, 1], [1, -1], name === 'W1' ? [0.01, -0.01] : [1, -1]),
    }));
    const found = examine(looked({ parameters, learningRate: 0.1 }), 'training');
    expect(found.map(({ finding, measurements }) => [finding, measurements.map(({ name }) => name)])).toEqual([
      ['exploding-gradient', ['W2']],
      ['updates-too-large', ['W2']],
    ]);
  });

  test('a loss that is not finite is found in both phases', () => {
    const figures = looked({ loss: NaN });
    expect(examine(figures, 'initialization').map(({ finding }) => finding)).toEqual(['loss-not-finite']);
    expect(examine(figures, 'training').map(({ finding }) => finding)).toEqual(['loss-not-finite']);
  });
});
