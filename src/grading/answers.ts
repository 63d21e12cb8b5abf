/**
 * Readers of untrusted answers: each returns the value in its expected type, or throws a WrongAnswer that says what was
 * expected and what came. Checks read every reply through them.
 */
import { Opaque, TensorValue, type Value } from '../guest/contract/value.js';
import type { Fail } from './verdict.js';

/** A ready-made failure, thrown from inside a check and turned into its outcome by `run-check.ts`. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer';
  readonly outcome: Fail;

  constructor(outcome: Fail) {
    super(outcome.rationale);
    this.outcome = outcome;
  }
}

/** Describes a value for a message: "Tensor [32, 200]", "number[] of 3", "undefined". */
export function describe(value: Value): string {
  if (value === undefined || value === null) return String(value);
  if (value instanceof TensorValue) return `Tensor [${value.shape.join(', ')}]`;
  if (value instanceof Opaque) return value.description;
  if (isList(value)) return describeList(value);
  switch (typeof value) {
    case 'number':
      return `${value} (number)`;
    case 'string':
      return `${JSON.stringify(value.slice(0, 40))} (string)`;
    case 'boolean':
      return `${value} (boolean)`;
    default: {
      const keys = Object.keys(value);
      return `object { ${keys.slice(0, 8).join(', ')}${keys.length > 8 ? ', …' : ''} }`;
    }
  }
}

function describeList(list: readonly Value[]): string {
  if (list.length === 0) return 'an empty array';
  const kinds = new Set(
    list.map((item) => (item instanceof TensorValue ? 'Tensor' : isList(item) ? 'array' : typeof item)),
  );
  return `array of ${list.length} (${[...kinds].join(', ')})`;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function mismatch(what: string, expected: string, value: Value, next?: string): WrongAnswer {
  const found = describe(value);
  return new WrongAnswer({
    status: 'fail',
    rationale: `${what}: expected ${expected}, got ${found}.`,
    measured: found,
    expected,
    next:
      next ??
      (value === undefined ? `Return ${expected} for ${what}.` : `Look at what ${what} returns and at its type.`),
  });
}

/** Reads a number; NaN and infinities pass through, since a check has something to say about them. */
export function asNumber(value: Value, what: string): number {
  if (typeof value !== 'number') throw mismatch(what, 'a number', value);
  return value;
}

/** Reads a number that must be finite. */
export function asFinite(value: Value, what: string): number {
  const number = asNumber(value, what);
  if (!Number.isFinite(number)) throw mismatch(what, 'a finite number', value);
  return number;
}

/** Reads a string. */
export function asString(value: Value, what: string): string {
  if (typeof value !== 'string') throw mismatch(what, 'a string', value);
  return value;
}

/** Reads an array. */
export function asList(value: Value, what: string): readonly Value[] {
  if (!isList(value)) throw mismatch(what, 'an array', value);
  return value;
}

/** Reads an array of numbers. */
export function asNumbers(value: Value, what: string): number[] {
  return asList(value, what).map((item, index) => asNumber(item, `${what}[${index}]`));
}

/** Reads an array of strings. */
export function asStrings(value: Value, what: string): string[] {
  return asList(value, what).map((item, index) => asString(item, `${what}[${index}]`));
}

/** Reads a plain object, or an instance by its properties and getters. */
export function asRecord(value: Value, what: string): Readonly<Record<string, Value>> {
  if (
    typeof value !== 'object' ||
    value === null ||
    isList(value) ||
    value instanceof TensorValue ||
    value instanceof Opaque
  ) {
    throw mismatch(what, 'an object', value);
  }
  return value;
}

/** Reads a tensor, of the given shape if one is given. Values may be NaN: a check says what that means. */
export function asTensor(value: Value, what: string, shape?: readonly number[]): TensorValue {
  const expected = shape ? `a Tensor of shape [${shape.join(', ')}]` : 'a Tensor';
  if (!(value instanceof TensorValue)) throw mismatch(what, expected, value);
  if (shape && !isShape(value.shape, shape)) throw mismatch(what, expected, value, nextForShape(value.shape, shape));
  return value;
}

const isShape = (shape: readonly number[], expected: readonly number[]) =>
  shape.length === expected.length && shape.every((size, axis) => size === expected[axis]);

function nextForShape(shape: readonly number[], expected: readonly number[]): string {
  return expected.length > 1 && isShape([...shape].reverse(), expected)
    ? 'The sizes are right, in the wrong order: a matrix is [rows, columns], and weights for x @ W are [fanIn, fanOut].'
    : 'Write down the shape after each line, and find the first that is not what you meant.';
}
