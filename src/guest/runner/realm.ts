/**
 * What student code finds in its global scope: ECMAScript and nothing of Node. Deleting the dangerous names would
 * not do (streams, for one, lead back to `process`); so only the listed names stay. A console and structuredClone are our own.
 */
import { isObject } from './property.js';
import { structuredClone } from './structured-clone.js';

const kept = new Set<PropertyKey>(
  `globalThis Infinity NaN undefined isFinite isNaN parseFloat parseInt eval escape unescape
  decodeURI decodeURIComponent encodeURI encodeURIComponent
  Object Function Boolean Symbol Number BigInt Math Date Intl String RegExp JSON Promise Proxy Reflect Iterator
  Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError
  Array ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array
  Float16Array Float32Array Float64Array BigInt64Array BigUint64Array
  Map Set WeakMap WeakSet WeakRef FinalizationRegistry`.split(/\s+/),
);

// Taken before any student code: what it replaces later is not what the watch runs on.
const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf, deleteProperty, defineProperty } = Reflect;
const { is: sameValue } = Object;

/** Removes every global but the ECMAScript ones, and puts the given console and our structuredClone in place. */
export function hideGlobals(consoleForStudents: object): void {
  for (const key of ownKeys(globalThis)) if (!kept.has(key)) deleteProperty(globalThis, key);
  const ours = { console: consoleForStudents, structuredClone };
  for (const [key, value] of Object.entries(ours)) {
    defineProperty(globalThis, key, { value, writable: true, configurable: true });
  }
}

/** Puts the length of stack traces back to ours, whatever student code has set. */
export function restoreStackTraces(): void {
  defineProperty(Error, 'stackTraceLimit', { value: 30, writable: true, enumerable: true, configurable: true });
  deleteProperty(Error, 'prepareStackTrace');
}

interface Remembered {
  readonly object: object;
  readonly prototype: object | null;
  readonly keys: readonly PropertyKey[];
  readonly descriptors: readonly (PropertyDescriptor | undefined)[];
}

/**
 * Remembers the built-in objects as they are, to see later whether student code has changed one (a patched prototype, a
 * variable left on globalThis): such a process is not used for another check.
 */
export class RealmWatch {
  readonly #remembered: Remembered[] = [];

  /** @param roots further objects to watch: what '#torch' exports */
  constructor(roots: readonly unknown[]) {
    const seen = new Set<unknown>();
    const waiting: unknown[] = [globalThis, ...hiddenPrototypes(), ...roots];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (!isObject(next) || seen.has(next)) continue;
      seen.add(next);
      const keys = ownKeys(next);
      const descriptors = keys.map((key) => getOwnPropertyDescriptor(isObject(next) ? next : {}, key));
      const prototype = getPrototypeOf(next);
      this.#remembered.push({ object: next, prototype, keys, descriptors });
      if (prototype) waiting.push(prototype);
      for (const descriptor of descriptors) {
        const value: unknown = descriptor?.value;
        if (isObject(value) && !isBareFunction(value)) waiting.push(value);
      }
    }
  }

  /** Whether all of it is as it was. Without the array methods, which may be what was changed. */
  get isClean(): boolean {
    let unchanged = 0;
    for (let next = this.#remembered[0]; next && isUnchanged(next); next = this.#remembered[unchanged]) unchanged++;
    return unchanged === this.#remembered.length;
  }
}

function isUnchanged({ object, prototype, keys, descriptors }: Remembered): boolean {
  if (getPrototypeOf(object) !== prototype || ownKeys(object).length !== keys.length) return false;
  let same = 0;
  while (same < keys.length && isSame(descriptors[same], getOwnPropertyDescriptor(object, keys[same] ?? ''))) same++;
  return same === keys.length;
}

function isSame(was: PropertyDescriptor | undefined, is: PropertyDescriptor | undefined): boolean {
  if (!was || !is || was.get !== is.get || was.set !== is.set || was.writable !== is.writable) return false;
  return sameValue(was.value, is.value);
}

/** A function with no properties but its own: nothing below it to watch. */
function isBareFunction(value: object): boolean {
  return typeof value === 'function' && ownKeys(value).length <= 2;
}

/** Built-in prototypes that no global name leads to. */
function hiddenPrototypes(): unknown[] {
  return [
    [][Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    ''[Symbol.iterator](),
    ''.matchAll(/a/g),
    function* () {
      yield 1;
    },
    async () => Promise.resolve(),
    async function* () {
      yield Promise.resolve(1);
    },
  ].map((value) => getPrototypeOf(value));
}
