/** The judge's side of a request: arguments to bytes. */
import { type Argument, GeneratorSeed, Handle, TensorValue } from '../contract/value.js';
import { type ByteWriter } from './bytes.js';
import { tag, tensorFlag } from './tags.js';

/**
 * Writes an argument.
 * @throws TypeError for a value that is none, or a tensor whose data do not fill its shape: a mistake of the grader's
 */
export function writeArgument(writer: ByteWriter, value: Argument): void {
  if (value === undefined) return writer.u8(tag.undefined);
  if (value === null) return writer.u8(tag.null);
  if (isList(value)) return writeList(writer, value);
  if (value instanceof TensorValue) return writeTensor(writer, value);
  if (value instanceof GeneratorSeed) {
    writer.u8(tag.generator);
    return writer.f64(value.seed);
  }
  if (value instanceof Handle) {
    writer.u8(tag.handle);
    writer.u32(value.id);
    writer.u32(value.path.length);
    return value.path.forEach((step) => writer.text(step));
  }
  switch (typeof value) {
    case 'boolean':
      return writer.u8(value ? tag.true : tag.false);
    case 'number':
      writer.u8(tag.number);
      return writer.f64(value);
    case 'string':
      writer.u8(tag.text);
      return writer.text(value);
    case 'object':
      return writeRecord(writer, value);
    default:
      throw new TypeError(`guest: expected an argument that can cross to student code, got ${typeof value}`);
  }
}

function writeList(writer: ByteWriter, list: readonly Argument[]): void {
  if (list.length > 0 && list.every((item) => typeof item === 'number')) {
    writer.u8(tag.numbers);
    writer.u32(list.length);
    return writer.float64(Float64Array.from(list));
  }
  writer.u8(tag.list);
  writer.u32(list.length);
  for (const item of list) writeArgument(writer, item);
}

function writeRecord(writer: ByteWriter, record: { readonly [key: string]: Argument }): void {
  const entries = Object.entries(record);
  writer.u8(tag.record);
  writer.u32(entries.length);
  for (const [key, item] of entries) {
    writer.text(key);
    writeArgument(writer, item);
  }
}

function writeTensor(writer: ByteWriter, tensor: TensorValue): void {
  const { shape, data, grad, requiresGrad } = tensor;
  const size = shape.reduce((product, length) => product * length, 1);
  if (data.length !== size || (grad && grad.length !== size)) {
    throw new TypeError(`guest: expected ${size} values for a tensor [${shape.join(', ')}], got ${data.length}`);
  }
  writer.u8(tag.tensor);
  writer.u8((requiresGrad ? tensorFlag.requiresGrad : 0) | (grad ? tensorFlag.hasGrad : 0));
  writer.u8(shape.length);
  for (const length of shape) writer.u32(length);
  writer.float32(data);
  if (grad) writer.float32(grad);
}

function isList(value: Argument): value is readonly Argument[] {
  return Array.isArray(value);
}
