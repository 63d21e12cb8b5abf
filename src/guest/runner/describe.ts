/** A few words for what cannot cross by value: "Float32Array(3)", "function saturation", "Map(2)". */

/** Describes a value of any kind; never throws, whatever proxies and getters the value has. */
export function describeOpaque(value: unknown): string {
  try {
    if (typeof value === 'function') return describeFunction(value);
    if (typeof value === 'bigint') return `bigint ${value}n`;
    if (typeof value === 'symbol') return value.toString();
    if (typeof value !== 'object' || value === null) return typeof value;
    if (Array.isArray(value)) return `array of ${value.length}`;
    const name = className(value);
    if (ArrayBuffer.isView(value) && 'length' in value) return `${name}(${String(value.length)})`;
    if (value instanceof Map || value instanceof Set) return `${name}(${value.size})`;
    return name;
  } catch {
    return 'an object that cannot be described';
  }
}

/** The name of the class of an object: "Linear", "Object". */
export function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  const maker: unknown =
    typeof prototype === 'object' && prototype !== null ? Reflect.get(prototype, 'constructor') : undefined;
  return typeof maker === 'function' && maker.name !== '' ? maker.name : 'Object';
}

function describeFunction(value: object): string {
  const name: unknown = Reflect.get(value, 'name');
  const isClass = Function.prototype.toString.call(value).startsWith('class');
  return `${isClass ? 'class' : 'function'} ${typeof name === 'string' && name !== '' ? name : '(anonymous)'}`;
}
