/** A measurement over several seeds. */
export interface Spread {
  /** Of the values that are there; null where none is. */
  readonly mean: number | null;
  /** Divided by n - 1; null for fewer than two values. */
  readonly std: number | null;
  /** One a seed, in the order of the seeds; null where there is none. */
  readonly values: readonly (number | null)[];
}

/** Mean and standard deviation of what was measured. A value that is not finite counts as not there. */
export function spreadOf(measured: readonly (number | null)[]): Spread {
  const values = measured.map((value) => (value !== null && Number.isFinite(value) ? value : null));
  const present = values.filter((value) => value !== null);
  const n = present.length;
  if (n === 0) return { mean: null, std: null, values };
  const mean = present.reduce((total, value) => total + value, 0) / n;
  const squares = present.reduce((total, value) => total + (value - mean) ** 2, 0);
  return { mean, std: n < 2 ? null : Math.sqrt(squares / (n - 1)), values };
}
