import { describe, TensorError } from './errors.js';

/** Dimensions to reduce: one, several, or all of them. */
export type Dims = number | readonly number[] | null;

/** Options of a reduction. */
export interface ReductionOptions {
  /** Keep the reduced dimensions, with size 1; false by default. */
  readonly keepdim?: boolean;
}

/** Options of var and std. */
export interface VarianceOptions extends ReductionOptions {
  /** Subtracted from n in the divisor: 1 (default) for the sample variance, 0 for the biased one. */
  readonly correction?: number;
}

/** A reduction's arguments in their plain form. */
export interface ReductionArguments {
  readonly dims: readonly number[] | null;
  readonly keepdim: boolean;
  readonly correction: number;
}

/** Reads (dims?, options?) or (options): a misspelt option is an error, not a silent default. */
export function parseReduction(
  operation: string,
  first: Dims | VarianceOptions | undefined,
  second: VarianceOptions | undefined,
  known: readonly string[],
): ReductionArguments {
  const isOptionsFirst = typeof first === 'object' && first !== null && !isList(first);
  const options = (isOptionsFirst ? first : second) ?? {};
  if (typeof options !== 'object') {
    throw new TensorError(`${operation}: expected options as in { keepdim: true }, got ${describe(options)}`);
  }
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      throw new TensorError(`${operation}: unknown option "${key}"; expected ${known.join(' or ')}`);
    }
  }
  const { keepdim = false, correction = 1 } = options;
  return { dims: isOptionsFirst ? null : parseDims(operation, first), keepdim, correction };
}

function parseDims(operation: string, dims: Dims | VarianceOptions | undefined): readonly number[] | null {
  if (dims === undefined || dims === null) return null;
  if (typeof dims === 'number') return [dims];
  if (isList(dims)) return dims;
  throw new TensorError(`${operation}: expected a dimension or a list of them, got ${describe(dims)}`);
}

function isList(value: unknown): value is readonly number[] {
  return Array.isArray(value);
}
