/** Batch, layer, instance and group norm: over what each normalizes, and what that does to channels, examples and batches. */
import { Generator } from '../torch/generator.js';

/** A kind of normalization. */
export type NormName = 'batch' | 'layer' | 'instance' | 'group';

/** Pictures as normal numbers: 32 examples of 32 channels of 16 pixels. */
const SHAPE = { examples: 32, channels: 32, pixels: 16 } as const;
const GROUPS = 8;
const EPS = 1e-5;

/** [n, c, p] at ((n * channels) + c) * pixels + p. */
interface Pictures {
  readonly examples: number;
  readonly channels: number;
  readonly pixels: number;
  readonly data: Float64Array;
}

/** Which values share a mean and a variance: those with the same key. */
const keys: Readonly<Record<NormName, (n: number, c: number, channels: number) => number>> = {
  batch: (_, c) => c,
  layer: (n) => n,
  instance: (n, c, channels) => n * channels + c,
  group: (n, c, channels) => n * GROUPS + Math.floor((c * GROUPS) / channels),
};

/** What one normalization measures. */
export interface NormMeasured {
  readonly name: NormName;
  /** Values that a mean is taken over. */
  readonly values: number;
  /** Largest over smallest std of the channels, and of the examples: 1 where the difference is normalized away. */
  readonly channelSpread: number;
  readonly exampleSpread: number;
  /** Root mean square by which an example's output moves when the rest of its batch is exchanged. */
  readonly moves: number;
  /** Std of the output for a batch of one example without pixels, as in an MLP: 0 where nothing is left of it. */
  readonly alone: number;
}

/** Channels of stds from 1 to 8 and examples of contrasts from 1 to 4 go through each normalization. */
export function measureNorms(seed = 2_147_483_647): NormMeasured[] {
  const generator = new Generator(seed);
  const batch = pictures(SHAPE, generator);
  const other = pictures(SHAPE, generator);
  const one = SHAPE.channels * SHAPE.pixels;
  // The first example in other company.
  const exchanged = {
    ...other,
    data: Float64Array.from(other.data, (value, i) => (i < one ? (batch.data[i] ?? NaN) : value)),
  };
  const single = pictures({ examples: 1, channels: SHAPE.channels, pixels: 1 }, generator);
  const names: readonly NormName[] = ['batch', 'layer', 'instance', 'group'];
  return names.map((name) => {
    const output = normalize(batch, name);
    const elsewhere = normalize(exchanged, name);
    const difference = output.data.subarray(0, one).map((value, i) => value - (elsewhere.data[i] ?? NaN));
    return {
      name,
      values: batch.data.length / new Set(indices(batch).map(({ n, c }) => keys[name](n, c, batch.channels))).size,
      channelSpread: spread(output, ({ c }) => c),
      exampleSpread: spread(output, ({ n }) => n),
      moves: Math.sqrt(mean(Array.from(difference, (value) => value * value))),
      alone: std(Array.from(normalize(single, name).data)),
    };
  });
}

function pictures({ examples, channels, pixels }: Omit<Pictures, 'data'>, generator: Generator): Pictures {
  const draws = new Float32Array(examples * channels * pixels);
  generator.normalFill(draws);
  const shape = { examples, channels, pixels };
  const scaled = indices(shape).map(({ n, c }, i) => {
    const channel = 8 ** (c / Math.max(1, channels - 1));
    const contrast = 4 ** (n / Math.max(1, examples - 1));
    return (draws[i] ?? NaN) * channel * contrast;
  });
  return { ...shape, data: Float64Array.from(scaled) };
}

function indices({ examples, channels, pixels }: Omit<Pictures, 'data'>): { n: number; c: number }[] {
  return Array.from({ length: examples * channels * pixels }, (_, i) => ({
    n: Math.floor(i / (channels * pixels)),
    c: Math.floor(i / pixels) % channels,
  }));
}

/** (x - mean) / sqrt(variance + eps), mean and variance over the values with the same key. */
function normalize(x: Pictures, name: NormName): Pictures {
  const key = indices(x).map(({ n, c }) => keys[name](n, c, x.channels));
  const groups = new Map<number, number[]>();
  for (const [i, value] of x.data.entries()) {
    const group = groups.get(key[i] ?? NaN);
    if (group) group.push(value);
    else groups.set(key[i] ?? NaN, [value]);
  }
  const figures = new Map([...groups].map(([each, values]) => [each, { mean: mean(values), std: std(values) }]));
  const data = x.data.map((value, i) => {
    const figure = figures.get(key[i] ?? NaN);
    return figure === undefined ? NaN : (value - figure.mean) / Math.sqrt(figure.std ** 2 + EPS);
  });
  return { ...x, data };
}

function spread(x: Pictures, by: (index: { n: number; c: number }) => number): number {
  const groups = new Map<number, number[]>();
  for (const [i, index] of indices(x).entries()) {
    groups.set(by(index), [...(groups.get(by(index)) ?? []), x.data[i] ?? NaN]);
  }
  const stds = [...groups.values()].map(std);
  return Math.max(...stds) / Math.min(...stds);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Biased, as the normalizations have it. */
function std(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)));
}
