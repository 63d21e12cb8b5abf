/** The judge's side of a request: arguments to bytes. */
import { type Argument, GeneratorSeed, Handle, TensorValue } from '../contract/value.js';
import { type ByteWriter } from './bytes.js';
import { isPrimitive, writeNumbers, writePrimitive, writeTensor } from './parts.js';
import { tag } from './tags.js';

/**
 * Writes an argument.
 * @throws TypeError for a value that is none, or a tensor whose data do not fill its shape: a mistake of the grader's
 */
export function writeArgument(writer: ByteWriter, value: Argument): void {
  if (isPrimitive(value)) writePrimitive(writer, value);
  else if (isList(value)) writeList(writer, value);
  else if (value instanceof TensorValue) writeTensor(writer, filled(value));
  else if (value instanceof GeneratorSeed) {
    writer.u8(tag.generator);
    writer.f64(value.seed);
  } else if (value instanceof Handle) writeHandle(writer, value);
  else writeRecord(writer, value);
}

function writeList(writer: ByteWriter, list: readonly Argument[]): void {
  if (list.length > 0 && isNumbers(list)) {
    writeNumbers(writer, list);
    return;
  }
  writer.u8(tag.list);
  writer.u32(list.length);
  for (const item of list) writeArgument(writer, item);
}

function writeRecord(writer: ByteWriter, record: Readonly<Record<string, Argument>>): void {
  const kind = Object.prototype.toString.call(record);
  if (kind !== '[object Object]') {
    throw new TypeError(`guest: expected an argument that can cross to student code, got ${kind}`);
  }
  const entries = Object.entries(record);
  writer.u8(tag.record);
  writer.u32(entries.length);
  for (const [key, item] of entries) {
    writer.text(key);
    writeArgument(writer, item);
  }
}

function writeHandle(writer: ByteWriter, { id, path }: Handle): void {
  writer.u8(tag.handle);
  writer.u32(id);
  writer.u32(path.length);
  for (const step of path) writer.text(step);
}

function filled(tensor: TensorValue): TensorValue {
  const { shape, data, grad } = tensor;
  const size = shape.reduce((product, length) => product * length, 1);
  if (data.length !== size || (grad !== null && grad.length !== size)) {
    throw new TypeError(`guest: expected ${size} values for a tensor [${shape.join(', ')}], got ${data.length}`);
  }
  return tensor;
}

function isList(value: Argument): value is readonly Argument[] {
  return Array.isArray(value);
}

function isNumbers(list: readonly Argument[]): list is readonly number[] {
  return list.every((item) => typeof item === 'number');
}
