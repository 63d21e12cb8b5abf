/** The guest's side of a reply: whatever student code returned, to bytes. */
import { Generator } from '../../torch/generator.js';
import { Tensor } from '../../torch/tensor.js';
import { type ByteWriter, WireError } from '../wire/bytes.js';
import { isPrimitive, writeNumbers, writePrimitive, writeTensor } from '../wire/parts.js';
import { MAX_DEPTH, MAX_RANK, tag } from '../wire/tags.js';
import { describeOpaque } from './describe.js';

/** The limits that the judge will hold the reply to. */
export interface ReplyLimits {
  readonly replyBytes: number;
  readonly replyItems: number;
}

/**
 * Writes a value: tensors, numbers, texts, arrays and objects (own enumerable properties, and the getters of an instance's
 * class) as they are; the rest, what is cyclic or nested too deep, and what is too large, as an opaque that says what it is.
 * @throws whatever a getter or a proxy of the student's throws
 */
export function writeLive(writer: ByteWriter, value: unknown, limits: ReplyLimits): void {
  const start = writer.length;
  try {
    new LiveWriter(writer, limits.replyItems).write(value, 0);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    writer.rewind(start);
    writeOpaque(writer, `${describeOpaque(value)}, too large to hand over`);
  }
}

class LiveWriter {
  readonly #writer: ByteWriter;
  readonly #ancestors = new Set<object>();
  #itemsLeft: number;

  constructor(writer: ByteWriter, maxItems: number) {
    this.#writer = writer;
    this.#itemsLeft = maxItems;
  }

  write(value: unknown, depth: number): void {
    this.#spend(1);
    if (isPrimitive(value)) writePrimitive(this.#writer, value);
    else if (typeof value !== 'object') writeOpaque(this.#writer, describeOpaque(value));
    else if (value instanceof Tensor) this.#tensor(value);
    else if (!isPlain(value)) writeOpaque(this.#writer, describeOpaque(value));
    else if (this.#ancestors.has(value)) writeOpaque(this.#writer, `${describeOpaque(value)} that contains itself`);
    else if (depth >= MAX_DEPTH) writeOpaque(this.#writer, `${describeOpaque(value)}, nested too deep`);
    else this.#parts(value, depth);
  }

  #parts(value: object, depth: number): void {
    this.#ancestors.add(value);
    if (Array.isArray(value)) this.#list(value, depth + 1);
    else this.#record(value, depth + 1);
    this.#ancestors.delete(value);
  }

  #list(list: readonly unknown[], depth: number): void {
    const { length } = list;
    if (length > 0 && isNumbers(list)) {
      this.#spend(length);
      writeNumbers(this.#writer, list);
      return;
    }
    this.#writer.u8(tag.list);
    this.#writer.u32(length);
    for (let i = 0; i < length; i++) this.write(list[i], depth);
  }

  #record(record: object, depth: number): void {
    const keys = [...new Set([...Object.keys(record), ...getters(record)])];
    this.#writer.u8(tag.record);
    this.#writer.u32(keys.length);
    for (const key of keys) {
      this.#writer.text(key);
      this.write(Reflect.get(record, key), depth);
    }
  }

  #tensor(tensor: Tensor): void {
    const { data, grad, requiresGrad } = tensor;
    const shape = [...tensor.shape];
    const size = shape.reduce((product, length) => product * length, 1);
    const gradient: unknown = grad instanceof Tensor ? grad.data : null;
    if (shape.length > MAX_RANK || !isFilled(data, size) || !(gradient === null || isFilled(gradient, size))) {
      writeOpaque(this.#writer, `Tensor [${shape.join(', ').slice(0, 60)}] whose data do not fill its shape`);
      return;
    }
    this.#spend(size);
    writeTensor(this.#writer, { shape, data, requiresGrad, grad: gradient });
  }

  #spend(items: number): void {
    this.#itemsLeft -= items;
    if (this.#itemsLeft < 0) throw new WireError('a value of too many parts');
  }
}

function writeOpaque(writer: ByteWriter, description: string): void {
  writer.u8(tag.opaque);
  writer.text(description.slice(0, 200));
}

/** What crosses part by part: arrays, objects, instances of the student's classes. */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  if (value instanceof Generator || ArrayBuffer.isView(value)) return false;
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** The getters that an instance has from its class: they read like properties. `#fields` have no other way out. */
function getters(record: object): string[] {
  const prototype: unknown = Object.getPrototypeOf(record);
  if (typeof prototype !== 'object' || prototype === null || Object.getPrototypeOf(prototype) === null) return [];
  const own = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(
    ([, descriptor]) => 'get' in descriptor,
  );
  return [...own.map(([name]) => name), ...getters(prototype)];
}

/** Counted, since `every` skips the holes of a sparse array. */
function isNumbers(list: readonly unknown[]): list is readonly number[] {
  let count = 0;
  while (count < list.length && typeof list[count] === 'number') count++;
  return count === list.length;
}

function isFilled(data: unknown, size: number): data is Float32Array {
  return data instanceof Float32Array && data.length === size;
}
