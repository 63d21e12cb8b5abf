/** How console.log shows a value: close to what Node prints, with a limit on depth, length and breadth. */
import { Tensor } from '../../torch/tensor.js';
import { className, describeOpaque } from './describe.js';
import { read } from './property.js';

const MAX_DEPTH = 4;
const MAX_ITEMS = 100;
const MAX_LINE = 76;

/** The text of the arguments of one console.log, `%d` and its like filled in. */
export function formatLine(args: readonly unknown[]): string {
  const [template, ...rest] = args;
  if (typeof template !== 'string' || rest.length === 0 || !template.includes('%')) {
    return args.map((value) => format(value)).join(' ');
  }
  const values = [...rest];
  const filled = template.replaceAll(/%([sdifoOj%])/g, (whole, kind: string) => {
    if (kind === '%') return '%';
    if (values.length === 0) return whole;
    const value = values.shift();
    if (kind === 'd' || kind === 'f') return show(Number(value), 0, []);
    if (kind === 'i') return show(Math.trunc(Number(value)), 0, []);
    return format(value);
  });
  return [filled, ...values.map((value) => format(value))].join(' ');
}

/** One argument: a string as it is, anything else as it would be written. */
function format(value: unknown): string {
  return typeof value === 'string' ? value : show(value, 0, []);
}

function show(value: unknown, depth: number, ancestors: readonly object[]): string {
  if (typeof value === 'string')
    return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'function') return `[${describeOpaque(value)}]`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (ancestors.includes(value)) return '[Circular]';
  if (value instanceof Tensor) return indented(value.toString(), depth);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  const below = [...ancestors, value];
  const inner = (each: unknown): string => show(each, depth + 1, below);
  if (Array.isArray(value)) {
    return depth > MAX_DEPTH ? '[Array]' : enclose('', '[', items(value, inner), ']', depth);
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const list = Array.from({ length: Math.min(byteItems(value), MAX_ITEMS + 1) }, (_, i) => read(value, String(i)));
    return enclose(`${describeOpaque(value)} `, '[', items(list, inner, byteItems(value)), ']', depth);
  }
  if (value instanceof Set) return enclose(`${describeOpaque(value)} `, '{', items([...value], inner), '}', depth);
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => `${inner(key)} => ${inner(item)}`);
    return enclose(`${describeOpaque(value)} `, '{', items(entries, String), '}', depth);
  }
  const name = className(value);
  if (depth > MAX_DEPTH) return `[${name}]`;
  const parts = items(Object.keys(value), (key) => `${keyText(key)}: ${inner(read(value, key))}`);
  return enclose(name === 'Object' ? '' : `${name} `, '{', parts, '}', depth);
}

function items<T>(list: readonly T[], showOne: (item: T) => string, length = list.length): string[] {
  const shown = Array.from(list.slice(0, MAX_ITEMS), showOne);
  return length > MAX_ITEMS ? [...shown, `... ${length - MAX_ITEMS} more`] : shown;
}

function enclose(prefix: string, open: string, parts: readonly string[], close: string, depth: number): string {
  if (parts.length === 0) return `${prefix}${open}${close}`;
  const line = parts.join(', ');
  const space = open === '[' ? '' : ' ';
  const isShort = line.length + prefix.length + 2 * depth <= MAX_LINE && !line.includes('\n');
  if (isShort) return `${prefix}${open}${space}${line}${space}${close}`;
  const pad = '  '.repeat(depth + 1);
  return `${prefix}${open}\n${parts.map((part) => `${pad}${part}`).join(',\n')}\n${'  '.repeat(depth)}${close}`;
}

function indented(text: string, depth: number): string {
  return text.replaceAll('\n', `\n${'  '.repeat(depth)}`);
}

function byteItems(view: ArrayBufferView): number {
  return 'length' in view ? Number(view.length) : 0;
}

function keyText(key: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? key : `'${key}'`;
}
