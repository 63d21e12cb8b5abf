/** Whether two tensors can be draws of one kind: the same distribution, and the same structure. */
import { TensorValue } from '../../guest/contract/value.js';

/**
 * Standard errors within which two samples of one distribution lie: beyond them once in 150,000 comparisons. Misconceptions
 * are kept at least 6 apart (the gate of the course computes it).
 */
export const ALIKE = 4.5;

/** Fewer values than this have no distribution to speak of. */
export const FEWEST = 16;

/**
 * How far apart two samples are, in standard errors: the largest of the distances of their std (on a logarithmic scale, by
 * their own kurtosis), of their means, and of their distributions (Kolmogorov's, whose quantile at ALIKE counts as ALIKE).
 * Infinite where they differ in kind: shape, one number everywhere, values that repeat, equal rows, equal columns.
 */
export function standardErrorsApart(a: TensorValue, b: TensorValue): number {
  if (a.data.length < FEWEST || !haveSameShape(a, b)) return Infinity;
  const [first, second] = [portraitOf(a), portraitOf(b)];
  if (!first.isFinite || !second.isFinite) return Infinity;
  if (first.std === 0 || second.std === 0) return first.std === second.std && first.mean === second.mean ? 0 : Infinity;
  if (first.structure !== second.structure) return Infinity;
  const n = a.data.length;
  // Var(ln s) is about (kurtosis - 1) / (4 n).
  const ofStd = Math.sqrt((first.kurtosis - 1 + second.kurtosis - 1) / (4 * n));
  const ofMean = Math.sqrt((first.std ** 2 + second.std ** 2) / n);
  return Math.max(
    Math.abs(Math.log(first.std / second.std)) / ofStd,
    Math.abs(first.mean - second.mean) / ofMean,
    (ALIKE * distanceBetween(first.sorted, second.sorted)) / distanceQuantile(n),
  );
}

/** What is known of the draws of one tensor. */
interface Portrait {
  readonly mean: number;
  readonly std: number;
  readonly kurtosis: number;
  readonly isFinite: boolean;
  readonly structure: string;
  readonly sorted: Float32Array;
}

/** Kept: a wrong implementation's draws are looked at again for every student. */
const portraits = new WeakMap<TensorValue, Portrait>();

function portraitOf(tensor: TensorValue): Portrait {
  const known = portraits.get(tensor);
  if (known) return known;
  const { data } = tensor;
  const sorted = data.slice().sort();
  const portrait = {
    ...momentsOf(data),
    // NaN is sorted to the end.
    isFinite: Number.isFinite(sorted[0] ?? NaN) && Number.isFinite(sorted.at(-1) ?? NaN),
    structure: structureOf(tensor, sorted),
    sorted,
  };
  portraits.set(tensor, portrait);
  return portrait;
}

/** The tensor divided by its std. */
export function unitScale({ shape, data }: TensorValue): TensorValue {
  const { std } = momentsOf(data);
  return new TensorValue(shape, std > 0 ? data.map((value) => value / std) : data);
}

/** Whether a tensor holds one number everywhere. */
export function isConstant({ data }: TensorValue): boolean {
  return data.every((value) => Object.is(value, data[0]));
}

function haveSameShape(a: TensorValue, b: TensorValue): boolean {
  return a.shape.length === b.shape.length && a.shape.every((size, axis) => size === b.shape[axis]);
}

function momentsOf(data: Float32Array): { readonly mean: number; readonly std: number; readonly kurtosis: number } {
  const n = data.length;
  let [sum, square, fourth] = [0, 0, 0];
  for (const value of data) sum += value;
  const mean = sum / n;
  if (data.every((value) => value === data[0])) return { mean: data[0] ?? 0, std: 0, kurtosis: 0 };
  for (const value of data) {
    const deviation = (value - mean) ** 2;
    square += deviation;
    fourth += deviation ** 2;
  }
  return { mean, std: Math.sqrt(square / (n - 1)), kurtosis: (fourth * n) / square ** 2 };
}

/** The largest distance between the empirical distributions of two sorted samples of the same size, in 0..1. */
function distanceBetween(left: Float32Array, right: Float32Array): number {
  let [i, j, worst] = [0, 0, 0];
  while (i < left.length && j < right.length) {
    const value = Math.min(left[i] ?? 0, right[j] ?? 0);
    while (i < left.length && (left[i] ?? 0) <= value) i++;
    while (j < right.length && (right[j] ?? 0) <= value) j++;
    worst = Math.max(worst, Math.abs(i - j) / left.length);
  }
  return worst;
}

/** P(distance of two samples of n > d) is about 2 exp(-n d^2) (Smirnov): its quantile at ALIKE's probability, 6.8e-6. */
function distanceQuantile(n: number): number {
  return Math.sqrt(Math.log(2 / 6.8e-6) / n);
}

/** Which symmetries a tensor has: how often its values repeat (independent float32 draws hardly ever do), equal rows, equal columns. */
function structureOf({ shape, data }: TensorValue, sorted: Float32Array): string {
  const [rows = 1, cols = 1] = shape;
  const distinct = sorted.reduce((count, value, index) => (value === sorted[index - 1] ? count : count + 1), 0);
  const copies = `each value ${Math.round(data.length / distinct)} times`;
  if (shape.length !== 2 || rows < 2 || cols < 2) return copies;
  const equalRows = data.every((value, index) => value === data[index % cols]);
  const equalColumns = data.every((value, index) => value === data[Math.floor(index / cols) * cols]);
  return `${copies}, equal rows ${equalRows}, equal columns ${equalColumns}`;
}
