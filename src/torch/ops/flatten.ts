import { describe, formatShape, TensorError } from '../errors.js';

/** Numbers of nested arrays in one list, row-major, and their shape. */
export interface Flat {
  readonly shape: readonly number[];
  readonly values: number[];
}

/**
 * Reads nested arrays of numbers: [[1, 2, 3], [4, 5, 6]] has shape [2, 3].
 * @throws TensorError when rows differ in length, or something in them is no number
 */
export function flatten(operation: string, nested: unknown): Flat {
  const shape: number[] = [];
  for (let level = nested; isList(level); level = level[0]) shape.push(level.length);
  const values: number[] = [];
  const visit = (value: unknown, dim: number): void => {
    if (dim === shape.length) {
      if (typeof value !== 'number') throw wrong(operation, `numbers, or arrays of them, got ${describe(value)}`);
      values.push(value);
      return;
    }
    if (!isList(value) || value.length !== shape[dim]) {
      const got = isList(value) ? `one of ${value.length}` : describe(value);
      throw wrong(
        operation,
        `arrays of ${shape[dim]!} elements at depth ${dim} (as the first one, ${formatShape(shape)}), got ${got}`,
      );
    }
    for (const element of value) visit(element, dim + 1);
  };
  visit(nested, 0);
  return { shape, values };
}

function wrong(operation: string, what: string): TensorError {
  return new TensorError(`${operation}: expected ${what}`);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
