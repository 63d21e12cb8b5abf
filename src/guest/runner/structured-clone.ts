/**
 * structuredClone for student code: copying a row or a table with it is common, and Node's own is not left in the global scope
 * (on some versions it is built on message ports). Copies what exercises hold: numbers, words, arrays, plain objects, dates,
 * maps, sets, buffers and typed arrays, with what refers to each other referring to each other again.
 */
import { isObject } from './property.js';

/**
 * A deep copy.
 * @throws TypeError for a function or a symbol, which cannot be copied
 */
export function structuredClone(value: unknown): unknown {
  return copyOf(value, new Map());
}

function copyOf(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`structuredClone: expected data, got a ${typeof value}; copy what it computes instead`);
  }
  if (!isObject(value)) return value;
  if (copies.has(value)) return copies.get(value);
  const copy: unknown = emptyCopyOf(value);
  copies.set(value, copy);
  if (value instanceof Map && copy instanceof Map) {
    for (const [key, item] of value) copy.set(copyOf(key, copies), copyOf(item, copies));
  } else if (value instanceof Set && copy instanceof Set) {
    for (const item of value) copy.add(copyOf(item, copies));
  } else if (isObject(copy) && !isWhole(value)) {
    for (const [key, item] of Object.entries(value)) Reflect.set(copy, key, copyOf(item, copies));
  }
  return copy;
}

/** Of the same kind; what has no items of its own is complete. */
function emptyCopyOf(value: object): unknown {
  if (Array.isArray(value)) return new Array<unknown>(value.length);
  if (value instanceof Map) return new Map();
  if (value instanceof Set) return new Set();
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (value instanceof DataView) return new DataView(value.buffer.slice(0), value.byteOffset, value.byteLength);
  if (ArrayBuffer.isView(value)) return Reflect.construct(value.constructor, [value]);
  return {};
}

function isWhole(value: object): boolean {
  return value instanceof Date || value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}
