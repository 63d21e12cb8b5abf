/** The guest's side of a request: bytes to live values, with handles and generators made real. */
import { Generator } from '../../torch/generator.js';
import { Tensor } from '../../torch/tensor.js';
import { type ByteReader, WireError } from '../wire/bytes.js';
import { tag, tensorFlag } from '../wire/tags.js';

/** Gives what a handle names. */
export type Resolve = (id: number, path: readonly string[]) => unknown;

/** Reads one argument. The bytes come from the judge: what is wrong with them is a mistake of ours. */
export function readLive(reader: ByteReader, resolve: Resolve): unknown {
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
    case tag.numbers:
      return Array.from(reader.float64(reader.count(8)));
    case tag.list:
      return readMany(reader, () => readLive(reader, resolve));
    case tag.record:
      // Plain objects here: student code must find hasOwnProperty and its like on what it is given.
      return Object.fromEntries(readMany(reader, () => [reader.text(), readLive(reader, resolve)]));
    case tag.tensor:
      return readTensor(reader);
    case tag.generator:
      return new Generator(reader.f64());
    case tag.handle: {
      const id = reader.u32();
      return resolve(
        id,
        readMany(reader, () => reader.text()),
      );
    }
    default:
      throw new WireError(`an argument with the unknown tag ${kind}`);
  }
}

function readMany<T>(reader: ByteReader, readOne: () => T): T[] {
  const count = reader.count(1);
  const list: T[] = [];
  for (let i = 0; i < count; i++) list.push(readOne());
  return list;
}

function readTensor(reader: ByteReader): Tensor {
  const flags = reader.u8();
  const shape: number[] = [];
  for (let rank = reader.u8(); rank > 0; rank--) shape.push(reader.u32());
  const size = shape.reduce((product, length) => product * length, 1);
  const tensor = new Tensor(reader.float32(size), shape, { requiresGrad: (flags & tensorFlag.requiresGrad) !== 0 });
  if ((flags & tensorFlag.hasGrad) !== 0) tensor.grad = new Tensor(reader.float32(size), shape);
  return tensor;
}
