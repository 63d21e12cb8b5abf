/** Looking at values of any kind. */

/** Whether a value can have properties of its own. */
export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Reads a property; undefined where there is no object. Runs the student's getter if it is one. */
export function read(target: unknown, name: string): unknown {
  return isObject(target) ? Reflect.get(target, name) : undefined;
}
