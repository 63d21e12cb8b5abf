/**
 * The judge's side of a reply: hostile bytes to values. Whatever the bytes are, reading them ends, takes memory in proportion to
 * their number, and gives a value or a WireError.
 */
import { Opaque, TensorValue, type Value } from '../contract/value.js';
import { type ByteReader, WireError } from './bytes.js';
import { MAX_DEPTH, MAX_RANK, tag, tensorFlag } from './tags.js';

/** Longest description of an opaque that is believed. */
const MAX_DESCRIPTION = 200;

/**
 * Reads one value.
 * @param maxItems how many numbers, strings and objects it may be made of
 * @throws WireError when the bytes are not one
 */
export function readValue(reader: ByteReader, maxItems: number): Value {
  return new ValueReader(reader, maxItems).read(0);
}

class ValueReader {
  readonly #reader: ByteReader;
  #itemsLeft: number;

  constructor(reader: ByteReader, maxItems: number) {
    this.#reader = reader;
    this.#itemsLeft = maxItems;
  }

  read(depth: number): Value {
    this.#spend(1);
    const reader = this.#reader;
    const kind = reader.u8();
    switch (kind) {
      case tag.undefined:
        return undefined;
      case tag.null:
        return null;
      case tag.false:
        return false;
      case tag.true:
        return true;
      case tag.number:
        return reader.f64();
      case tag.text:
        return reader.text();
      case tag.numbers: {
        const count = reader.count(8);
        this.#spend(count);
        return Array.from(reader.float64(count));
      }
      case tag.list:
        return this.#list(deeper(depth));
      case tag.record:
        return this.#record(deeper(depth));
      case tag.tensor:
        return this.#tensor();
      case tag.opaque: {
        const description = reader.text();
        if (description.length > MAX_DESCRIPTION)
          throw new WireError(`a description of ${description.length} characters`);
        return new Opaque(printable(description));
      }
      default:
        throw new WireError(`a value with the unknown tag ${kind}`);
    }
  }

  #list(depth: number): Value[] {
    const count = this.#reader.count(1);
    const list: Value[] = [];
    for (let i = 0; i < count; i++) list.push(this.read(depth));
    return list;
  }

  #record(depth: number): Record<string, Value> {
    const count = this.#reader.count(5);
    // No prototype: a key named "constructor" or "__proto__" is a key like any other.
    const record: Record<string, Value> = {};
    Object.setPrototypeOf(record, null);
    const seen = new Set<string>();
    for (let i = 0; i < count; i++) {
      const key = this.#reader.text();
      if (seen.has(key))
        throw new WireError(`the key ${JSON.stringify(printable(key.slice(0, 40)))} twice in one object`);
      seen.add(key);
      record[key] = this.read(depth);
    }
    return record;
  }

  #tensor(): TensorValue {
    const reader = this.#reader;
    const flags = reader.u8();
    if (flags > (tensorFlag.requiresGrad | tensorFlag.hasGrad)) throw new WireError(`a tensor with the flags ${flags}`);
    const rank = reader.u8();
    if (rank > MAX_RANK) throw new WireError(`a tensor of ${rank} dimensions`);
    const shape: number[] = [];
    for (let axis = 0; axis < rank; axis++) shape.push(reader.u32());
    // A product of 16 sizes below 2^32 stays finite, and a wrong low digit of it is far above any number of bytes.
    const size = shape.reduce((product, length) => product * length, 1);
    const hasGrad = (flags & tensorFlag.hasGrad) !== 0;
    if (size * (hasGrad ? 8 : 4) > reader.remaining) {
      throw new WireError(`a tensor [${shape.join(', ')}] with ${reader.remaining} bytes of data`);
    }
    this.#spend(size);
    return new TensorValue(shape, reader.float32(size), {
      requiresGrad: (flags & tensorFlag.requiresGrad) !== 0,
      grad: hasGrad ? reader.float32(size) : null,
    });
  }

  #spend(items: number): void {
    this.#itemsLeft -= items;
    if (this.#itemsLeft < 0) throw new WireError('a value of too many parts');
  }
}

function deeper(depth: number): number {
  if (depth >= MAX_DEPTH) throw new WireError(`a value nested more than ${MAX_DEPTH} deep`);
  return depth + 1;
}

/** Replaces what a terminal or a page would act on: control characters, line ends, direction marks. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it is about
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
}
