/** Statistics of exact values, and how far those of float32 values may be from them. */
import { batchNormBound, gamma, meanRounding, UNIT_ROUNDOFF } from '../../../src/grading/tolerance.js';
import { batchNorm } from '../../../src/reference/batch-norm.js';
import { forward } from '../../../src/reference/forward.js';
import type { Matrix } from '../../../src/reference/matrix.js';
import { SATURATION_THRESHOLD, type Statistics, statistics } from '../../../src/reference/statistics.js';
import type { Example } from '../differential/configuration.js';
import { exact } from '../differential/exact.js';

/** By the names of `flatten`: what is expected, and by how much it may be missed. */
export type Expected = ReadonlyMap<string, { readonly value: number; readonly bound: number }>;

/** Every number of a layer's statistics, by name. */
export function flatten({ featureMean, featureVariance, ...figures }: Statistics): Map<string, number> {
  return new Map([
    ...Object.entries(figures),
    ...Array.from(featureMean.data, (mean, f) => [`featureMean[${f}]`, mean] as const),
    ...Array.from(featureVariance.data, (variance, f) => [`featureVariance[${f}]`, variance] as const),
  ]);
}

/** What the float64 implementation gives for every hidden layer and for the loss, with bounds. */
export function expectedOf(example: Example): {
  readonly loss: { readonly value: number; readonly bound: number };
  readonly hidden: readonly { readonly before: Expected; readonly output: Expected }[];
} {
  const { layers } = forward(example.network, example.X);
  const { outcome, bounds } = exact(example);
  const boundOf = (name: string) => Float64Array.from(bounds.get(name) ?? []);
  const hidden = layers.slice(0, -1).map(({ preactivation, output }, index) => {
    const norm = example.network.layers[index]?.batchNorm;
    const ofPreactivation = boundOf(`layer ${index}: preactivation`);
    const before = norm
      ? expected(
          batchNorm(preactivation, norm).output,
          batchNormBound(preactivation, norm.gain.data, {
            ...{ eps: norm.eps, shift: norm.bias.data, correction: norm.correction, xBound: ofPreactivation },
          }),
        )
      : expected(preactivation, ofPreactivation);
    return { before, output: expected(output, boundOf(`layer ${index}: output`)) };
  });
  return { loss: { value: outcome.get('loss')?.[0] ?? NaN, bound: boundOf('loss')[0] ?? NaN }, hidden };
}

/**
 * Means: meanRounding. A variance: each deviation inherits b, the error of a value and of the mean, for 2 std b + b^2; summed about
 * a value at a distance of at most the range r and moved to the mean, it adds gamma(2 n + 3) (variance + 2 r^2). Shares may
 * differ by the values that are no further from the threshold than their own error.
 */
function expected(values: Matrix, bounds: Float64Array): Expected {
  const { rows, cols, data } = values;
  const truth = statistics(values);
  const column = (source: Float64Array, f: number) => source.filter((_, index) => index % cols === f);
  const columns = Array.from({ length: cols }, (_, f) => {
    const own = column(data, f);
    const inherited = Math.max(...column(bounds, f));
    const mean = meanRounding(rows + 1, own.reduce((sum, x) => sum + Math.abs(x), 0) / rows, inherited);
    const deviation = inherited + mean + UNIT_ROUNDOFF * (Math.max(...own) - Math.min(...own));
    const ofVariance = truth.featureVariance.data[f] ?? NaN;
    const range = Math.max(...own) - Math.min(...own);
    const variance =
      2 * Math.sqrt(ofVariance) * deviation + deviation ** 2 + gamma(2 * rows + 3) * (ofVariance + 2 * range ** 2);
    return { mean, variance };
  });
  const largest = Math.max(...bounds);
  const meanBound = Math.max(...columns.map(({ mean }) => mean));
  const total = columns.reduce((sum, { variance }) => sum + variance, 0) / cols;
  const ofStd = total + 2 * truth.std * meanBound + meanBound ** 2;
  const near = (threshold: number) => (x: number, index: number) =>
    Math.abs(Math.abs(x) - threshold) <= (bounds[index] ?? 0) + UNIT_ROUNDOFF * threshold;
  const share = (threshold: number) => data.filter(near(threshold)).length / data.length;
  const undecided = Array.from({ length: cols }, (_, f) =>
    data.some((x, index) => index % cols === f && near(SATURATION_THRESHOLD)(x, index)),
  ).filter(Boolean).length;
  const boundsByName = new Map<string, number>([
    ['mean', meanBound],
    ['std', Math.min(ofStd / truth.std, Math.sqrt(ofStd)) + UNIT_ROUNDOFF * truth.std],
    ['min', largest],
    ['max', largest],
    ['beyond2', share(2)],
    ['beyond3', share(3)],
    ['saturated', share(SATURATION_THRESHOLD)],
    ['saturatedUnits', undecided],
    ...columns.flatMap(({ mean, variance }, f) => [
      [`featureMean[${f}]`, mean] as const,
      [`featureVariance[${f}]`, variance] as const,
    ]),
  ]);
  return new Map(
    [...flatten(truth)].map(([name, value]) => [name, { value, bound: boundsByName.get(name) ?? NaN }] as const),
  );
}
