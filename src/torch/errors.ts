/** A tensor operation was asked for something impossible. One line: operation, argument, shapes, and what to do next. */
export class TensorError extends Error {
  override readonly name = 'TensorError';
}

/** Thrown by a stub: this part of the exercise is still to be written by the student. */
export class NotImplementedError extends Error {
  override readonly name = 'NotImplementedError';
  /** The id of the exercise, as in "1.4". */
  readonly exercise: string;

  /** @param exercise the id of the exercise, as in "1.4" */
  constructor(exercise: string) {
    super(
      `Exercise ${exercise} is still to do: replace this line with your answer, then run "npx stepzero run ${exercise}".`,
    );
    this.exercise = exercise;
  }
}

/** Writes a shape as PyTorch does: [32, 30]; [] is a 0-d tensor. */
export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/** Says what a value is, for an error message: "3 (number)", "undefined", "tensor of shape [2, 3]". */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
    return `${String(value)} (${typeof value})`;
  }
  if (typeof value === 'string') return `${JSON.stringify(value.slice(0, 40))} (string)`;
  if (typeof value === 'function') return `a function (${value.name === '' ? 'anonymous' : value.name})`;
  if (Array.isArray(value)) return `an array of ${value.length} elements`;
  if (typeof value === 'symbol') return 'a symbol';
  if (typeof value === 'object' && 'shape' in value && Array.isArray(value.shape))
    return `a tensor of shape [${value.shape.join(', ')}]`;
  const maker: unknown = value.constructor;
  return typeof maker === 'function' ? `an object (${maker.name})` : 'an object';
}
