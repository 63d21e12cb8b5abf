/** The operations of a Subject, on live values. Each returns what is kept under the request's number. */
import { className, describeOpaque } from './describe.js';
import { Missing } from './failures.js';
import { asLayerPlan, fixtureLayer } from './fixture-layer.js';
import { isObject, read } from './property.js';

type Callable = (...args: readonly unknown[]) => unknown;

/** Calls an exported function. */
export function call(exports: object, name: string, args: readonly unknown[]): unknown {
  return Reflect.apply(exported(exports, name), undefined, args);
}

/** `new` on an exported class. */
export function construct(exports: object, name: string, args: readonly unknown[]): unknown {
  const maker = exported(exports, name);
  if (!isConstructor(maker)) throw new TypeError(`${name}: expected a class, got ${describeOpaque(maker)}`);
  return Reflect.construct(maker, args);
}

/** What a file exports under a name, whatever it is. */
export function exportedValue(exports: object, name: string): unknown {
  if (!Object.hasOwn(exports, name)) throw new Missing('export', name);
  return Reflect.get(exports, name);
}

/** Calls a method of a kept object. */
export function invoke(target: unknown, name: string, args: readonly unknown[]): unknown {
  const method: unknown = isObject(target) ? Reflect.get(target, name) : undefined;
  if (!isCallable(method)) throw new Missing('method', isObject(target) ? `${className(target)}.${name}` : name);
  return Reflect.apply(method, target, args);
}

/** Sets a property of a kept object. */
export function write(target: unknown, name: string, value: unknown): void {
  if (!isObject(target)) throw new TypeError(`${name}: expected an object to set it on, got ${describeOpaque(target)}`);
  if (!Reflect.set(target, name, value)) {
    throw new TypeError(`${name}: expected a property that can be set, on ${describeOpaque(target)}`);
  }
}

/** Makes layers of the runner's own. */
export function fixtureLayers(plans: readonly unknown[]): readonly object[] {
  return plans.map((plan) => fixtureLayer(asLayerPlan(plan)));
}

/** Follows the path of a handle. */
export function follow(start: unknown, path: readonly string[]): unknown {
  return path.reduce(read, start);
}

function exported(exports: object, name: string): Callable {
  const value = exportedValue(exports, name);
  if (!isCallable(value)) throw new TypeError(`${name}: expected a function, got ${describeOpaque(value)}`);
  return value;
}

function isCallable(value: unknown): value is Callable {
  return typeof value === 'function';
}

/** Asks the engine, without running the function. */
function isConstructor(value: Callable): boolean {
  try {
    Reflect.construct(Object, [], value);
    return true;
  } catch {
    return false;
  }
}
